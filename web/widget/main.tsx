import { adopt, nearestLanguage, sheet, uiSheets } from '@board/ui';
import { render } from 'preact';
import { App } from './App';
import { use } from './strings';
import css from './widget.css?inline';

const own = sheet(css);

class BoardComments extends HTMLElement {
  async connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adopt(root, ...uiSheets, own);
    await use(nearestLanguage(this.lang || document.documentElement.lang));
    render(<App site={this.getAttribute('site') ?? ''} article={this.getAttribute('article') ?? ''} />, root);
  }

  disconnectedCallback() {
    if (this.shadowRoot) render(null, this.shadowRoot);
  }
}

if (!customElements.get('board-comments')) customElements.define('board-comments', BoardComments);
