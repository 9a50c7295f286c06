import { adopt, sheet, uiSheets } from '@board/ui';
import { render } from 'preact';
import { App } from './App';
import css from './desk.css?inline';

adopt(document, ...uiSheets, sheet(css));
const place = document.getElementById('desk');
if (place) render(<App />, place);
