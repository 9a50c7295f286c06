/** Whether the page is dark where the element stands: by the first background behind it that hides what is below. */
export function standsOnDark(element: Element): boolean {
  for (let at = behind(element); at; at = behind(at)) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = channels(getComputedStyle(at).backgroundColor);
    if (alpha > 127) return red * 0.3 + green * 0.6 + blue * 0.1 < 110;
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme: dark)').matches);
}

function behind(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** Red, green, blue and alpha of any colour that CSS can write, each to 255. */
function channels(color: string): Uint8ClampedArray | number[] {
  const brush = new OffscreenCanvas(1, 1).getContext('2d');
  if (!brush) return [];
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  return brush.getImageData(0, 0, 1, 1).data;
}

/** Calls back whenever the page may have changed its look: by the reader's system, or by a switch of its own. */
export function onLook(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const page = new MutationObserver(changed);
  for (const each of [document.documentElement, document.body]) {
    page.observe(each, { attributeFilter: ['class', 'style', 'data-theme', 'data-color-scheme'] });
  }
  system.addEventListener('change', changed);
  return () => {
    page.disconnect();
    system.removeEventListener('change', changed);
  };
}
