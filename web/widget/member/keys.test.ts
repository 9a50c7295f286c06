import { expect, test } from 'vitest';
import { composing, holdEnter, sends } from './keys';

function press(init: KeyboardEventInit & { keyCode?: number }): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init });
  Object.defineProperty(event, 'keyCode', { value: init.keyCode ?? 13 });
  Object.defineProperty(event, 'isComposing', { value: init.isComposing ?? false });
  return event;
}

test('Ctrl+Enter and ⌘+Enter send', () => {
  expect(sends(press({ ctrlKey: true }))).toBe(true);
  expect(sends(press({ metaKey: true }))).toBe(true);
});

test('Enter alone, and Ctrl with another key, do not send', () => {
  expect(sends(press({}))).toBe(false);
  expect(sends(press({ ctrlKey: true, key: 'k' }))).toBe(false);
});

test('no Enter of an input method sends, as Chrome or as Safari reports it', () => {
  expect(sends(press({ ctrlKey: true, isComposing: true }))).toBe(false);
  expect(sends(press({ ctrlKey: true, keyCode: 229 }))).toBe(false);
  expect(composing(press({ keyCode: 229 }))).toBe(true);
});

test('a form of single lines is not submitted by the Enter that picks a candidate', () => {
  const picking = press({ keyCode: 229 });
  const plain = press({});
  holdEnter(picking);
  holdEnter(plain);
  expect(picking.defaultPrevented).toBe(true);
  expect(plain.defaultPrevented).toBe(false);
});
