import { adopt, sheet, uiSheets } from '@board/ui';
import { render } from 'preact';
import { App } from './App';
import css from './desk.css?inline';
import { restorePreferences } from './preferences';
import { watchAddress } from './router';
import { watchRulebook } from './rulebook';

adopt(document, ...uiSheets, sheet(css));
const root = document.getElementById('desk');
if (root) {
  watchAddress();
  watchRulebook();
  void restorePreferences().then(() => render(<App />, root));
}
