import { adopt, uiSheets } from '@board/ui';
import { render } from 'preact';
import { App } from './App';
import { restorePreferences } from './preferences';
import { watchAddress } from './router';
import { watchRulebook } from './rulebook';
import { deskSheets } from './styles';

adopt(document, ...uiSheets, ...deskSheets);
const root = document.getElementById('desk');
if (root) {
  watchAddress();
  watchRulebook();
  void restorePreferences().then(() => render(<App />, root));
}
