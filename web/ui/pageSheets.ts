import avatar from './avatar.css?inline';
import base from './base.css?inline';
import body from './body.css?inline';
import button from './button.css?inline';
import { sheet } from './sheet';
import spinner from './spinner.css?inline';
import tokens from './tokens.css?inline';

/** The styles of the pieces that stand in the page. */
export const pageSheets: readonly CSSStyleSheet[] = [tokens, base, button, spinner, avatar, body].map(sheet);
