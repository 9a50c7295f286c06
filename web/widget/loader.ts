// What a publisher's page loads: it waits until a <board-comments> element comes near the viewport, then imports the
// widget from its own folder. It must stay under 1 KB and fetch nothing before that.
declare const __WIDGET__: string;

const script = document.currentScript as HTMLScriptElement;
const module = new URL(__WIDGET__, script.src).href;

const near = new IntersectionObserver(
  (entries) => {
    if (entries.some((entry) => entry.isIntersecting)) load();
  },
  { rootMargin: '600px' },
);

function load() {
  near.disconnect();
  added.disconnect();
  // A literal import() is what Trusted Types allow; a script element with a src is not.
  import(/* @vite-ignore */ module);
}

function look() {
  for (const element of document.querySelectorAll('board-comments')) near.observe(element);
}

// The element may come later: below an async script, or from a page that draws itself.
const added = new MutationObserver(look);
if (/^#board-/.test(location.hash)) load();
else {
  added.observe(document, { childList: true, subtree: true });
  look();
}
