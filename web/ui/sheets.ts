import avatar from './avatar.css?inline';
import base from './base.css?inline';
import body from './body.css?inline';
import button from './button.css?inline';
import dialog from './dialog.css?inline';
import menu from './menu.css?inline';
import { sheet } from './sheet';
import spinner from './spinner.css?inline';
import toast from './toast.css?inline';
import tokens from './tokens.css?inline';

/** The styles of every shared piece; adopt them before your own. */
export const uiSheets: readonly CSSStyleSheet[] = [
  tokens,
  base,
  button,
  dialog,
  menu,
  toast,
  spinner,
  avatar,
  body,
].map(sheet);
