import { adopt, nearestLanguage, pageSheets, sheet } from '@board/ui';
import { render } from 'preact';
import { App } from './App';
import { Board } from './board';
import { placeOf } from './place';
import { use } from './strings';
import { onLook, standsOnDark } from './theme';
import css from './widget.css?inline';

const own = sheet(css);
const origin = new URL(import.meta.url).origin;

/**
 * The discussion area of an article: <board-comments site="…" article="…">. Further attributes: article-url,
 * article-title, lang, theme (light or dark) and token, the publisher's signed token for single sign-on.
 */
class BoardComments extends HTMLElement {
  static readonly observedAttributes = ['site', 'article', 'lang', 'theme', 'token'];

  /** The publisher's own way of signing in: answers a signed token, or nothing when the reader gives up. */
  declare signIn?: () => Promise<string | undefined>;

  #board: Board | undefined;
  #opening = 0;
  #unlook: (() => void) | undefined;

  connectedCallback() {
    this.#unlook = onLook(() => this.#dress());
    void this.#open();
  }

  disconnectedCallback() {
    this.#unlook?.();
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (!this.isConnected || before === now) return;
    if (name === 'theme') this.#dress();
    else if (name === 'lang') void this.#speak();
    else if (name === 'token' && now) void this.#board?.exchange(now);
    else if (name === 'site' || name === 'article') {
      this.#close();
      void this.#open();
    }
  }

  async #open() {
    const turn = ++this.#opening;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adopt(root, ...pageSheets, own);
    this.#dress();
    await this.#speak();
    if (turn !== this.#opening || !this.isConnected) return;
    const board = new Board({
      origin,
      root,
      place: placeOf(this),
      token: this.getAttribute('token') ?? undefined,
      signIn: () => this.signIn,
      emit: (event, detail) => this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true })),
    });
    this.#board = board;
    render(<App board={board} />, root);
    await board.start();
  }

  #close() {
    this.#opening++;
    this.#board?.stop();
    this.#board = undefined;
    if (this.shadowRoot) render(null, this.shadowRoot);
  }

  async #speak() {
    const wanted = nearestLanguage(this.lang || document.documentElement.lang);
    // Without its texts the widget speaks Chinese rather than nothing.
    await use(wanted).catch(() => undefined);
  }

  /** The look the publisher wants; without the attribute, that of the page around. */
  #dress() {
    const theme = this.getAttribute('theme');
    const fixed = theme === 'light' || theme === 'dark';
    this.dataset.theme = fixed ? theme : standsOnDark(this) ? 'dark' : 'light';
  }
}

if (!customElements.get('board-comments')) customElements.define('board-comments', BoardComments);
