import { afterEach, expect, test } from 'vitest';
import { shortcutOf } from './keys';

afterEach(() => {
  document.body.replaceChildren();
});

/** What a key press in an element means. */
function pressed(
  on: Element,
  key: string,
  more: KeyboardEventInit & { keyCode?: number } = {},
): string | undefined {
  const { keyCode, ...init } = more;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  if (keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: keyCode });
  let means: string | undefined;
  const listen = (heard: Event) => {
    means = shortcutOf(heard as KeyboardEvent);
  };
  addEventListener('keydown', listen);
  on.dispatchEvent(event);
  removeEventListener('keydown', listen);
  return means;
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  document.body.append(element);
  return element;
}

test('a letter anywhere else is a shortcut, in either case', () => {
  expect([pressed(document.body, 'j'), pressed(made('button'), 'A'), pressed(document.body, '?')]).toEqual([
    'j',
    'a',
    '?',
  ]);
});

test.each(['input', 'textarea', 'select'] as const)('a letter typed into %s is no shortcut', (tag) => {
  expect(pressed(made(tag), 'a')).toBeUndefined();
});

test('a letter typed into rich text is no shortcut', () => {
  const rich = made('div');
  rich.setAttribute('contenteditable', 'true');
  expect(pressed(rich, 'r')).toBeUndefined();
});

test('keys that belong to an input method are no shortcuts, wherever they go', () => {
  expect(pressed(document.body, 'a', { isComposing: true })).toBeUndefined();
  expect(pressed(document.body, 'Process', { keyCode: 229 })).toBeUndefined();
  expect(pressed(made('textarea'), 'Escape', { isComposing: true })).toBeUndefined();
});

test('Escape works while typing', () => {
  expect(pressed(made('textarea'), 'Escape')).toBe('Escape');
});

test('what is the browser’s stays the browser’s', () => {
  expect(pressed(document.body, 'r', { ctrlKey: true })).toBeUndefined();
  expect(pressed(document.body, 'r', { metaKey: true })).toBeUndefined();
  expect(pressed(document.body, 'Tab')).toBeUndefined();
});

test('a key held down decides one case, not all of them', () => {
  expect(pressed(document.body, 'a', { repeat: true })).toBeUndefined();
});

test('behind an open dialog nothing is decided', () => {
  made('dialog').setAttribute('open', '');
  expect(pressed(document.body, 'a')).toBeUndefined();
});
