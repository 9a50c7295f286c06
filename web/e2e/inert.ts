import type { Page } from '@playwright/test';

/**
 * Everything on a page that a foreign text could have made, within the desk or the widget's shadow root: elements that
 * neither of them makes, attributes that run code, addresses of other schemes. The answer should be empty.
 */
export function threats(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = new Set(
      // What widget and desk are made of.
      `a article aside blockquote br button code dd details dialog div dl dt em fieldset form h1 h2 h3 h4 header i input kbd
      label legend li main mark nav ol optgroup option p path pre search section select small span strong summary svg table tbody td
      textarea th thead time tr ul`.split(/\s+/),
    );
    const schemes = new Set(['http:', 'https:', 'mailto:']);
    const addresses = [
      'href',
      'src',
      'action',
      'formaction',
      'xlink:href',
      'data',
      'poster',
      'srcset',
      'ping',
    ];
    const shadow = document.querySelector('board-comments')?.shadowRoot;
    const found: string[] = [];

    const judge = (element: Element) => {
      const tell = (what: string) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
      if (!own.has(element.localName)) tell('element');
      if (element.localName === 'svg' && !element.classList.contains('icon')) tell('picture');
      if (element.localName === 'path' && !element.closest('svg.icon')) tell('path');
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'srcdoc' || name === 'formaction') tell(name);
        if (!addresses.includes(name)) continue;
        const address = URL.canParse(value, location.href) ? new URL(value, location.href) : undefined;
        if (!address || !schemes.has(address.protocol)) tell(name);
      }
    };
    for (const element of (shadow ?? document.body).querySelectorAll('*')) judge(element);
    // Beside Board's own loader nothing may have been added to the head or the body.
    for (const script of document.querySelectorAll('script')) {
      if (new URL(script.src, location.href).origin !== new URL(location.href).origin)
        found.push(script.outerHTML);
    }
    return found;
  });
}

/** The names that a page's global object has. */
export function globals(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.getOwnPropertyNames(window));
}

/**
 * Presses a button of the desk or widget for as long as it is there, and waits each time until it has brought more of
 * what matches. Within the page, since thousands of rows make each look from outside slow.
 */
export function pressToTheEnd(
  page: Page,
  { button, rows }: { button: string; rows: string },
): Promise<number> {
  return page.evaluate(
    async ([pressed, brought]) => {
      const root = document.querySelector('board-comments')?.shadowRoot ?? document;
      const count = () => root.querySelectorAll(brought).length;
      const here = () => root.querySelector<HTMLButtonElement>(pressed);
      for (let next = here(); next; next = here()) {
        const before = count();
        next.click();
        const until = Date.now() + 20_000;
        while (count() === before && here()) {
          if (Date.now() > until) throw new Error(`nothing came after ${before}`);
          await new Promise((drawn) => requestAnimationFrame(drawn));
        }
      }
      return count();
    },
    [button, rows] as const,
  );
}
