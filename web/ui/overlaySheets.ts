import dialog from './dialog.css?inline';
import menu from './menu.css?inline';
import { sheet } from './sheet';
import toast from './toast.css?inline';

/** The styles of the pieces that lie above the page: dialogs, menus, messages. */
export const overlaySheets: readonly CSSStyleSheet[] = [dialog, menu, toast].map(sheet);
