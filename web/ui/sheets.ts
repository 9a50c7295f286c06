import { overlaySheets } from './overlaySheets';
import { pageSheets } from './pageSheets';

/** The styles of every shared piece; adopt them before your own. */
export const uiSheets: readonly CSSStyleSheet[] = [...pageSheets, ...overlaySheets];
