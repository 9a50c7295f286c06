/** Where a discussion stands: the publisher's site and article, and the page that shows it. */
export interface Place {
  site: string;
  article: string;
  /** The article's address and title, which Board keeps with its first comment. */
  url: string;
  title: string;
}

/** The place an element names by its attributes; address and title are the page's own unless it says otherwise. */
export function placeOf(element: HTMLElement): Place {
  return {
    site: element.getAttribute('site') ?? '',
    article: element.getAttribute('article') ?? '',
    url: element.getAttribute('article-url') ?? addressOf(element.ownerDocument),
    title: (element.getAttribute('article-title') ?? element.ownerDocument.title).slice(0, 300),
  };
}

/** The canonical address, as it has no campaign's parameters, where it is on the page's own host. */
function addressOf(page: Document): string {
  const canonical = page.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  if (canonical && new URL(canonical).origin === location.origin) return canonical;
  return location.href.replace(/#.*/s, '');
}

const PERMALINK = /^#board-([0-9a-f-]{36})$/;

/** The comment that a page's hash names. */
export function commentIn(hash: string): string | undefined {
  return PERMALINK.exec(hash)?.[1];
}

/** The hash that names a comment. */
export function hashOf(comment: string): string {
  return `#board-${comment}`;
}
