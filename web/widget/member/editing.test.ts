import { expect, test } from 'vitest';
import { clockOf, editTimeLeft } from './editing';

const written = '2026-01-02T03:00:00Z';
const at = (seconds: number) => Date.parse(written) + seconds * 1000;

test('a comment can be edited for five minutes', () => {
  expect(editTimeLeft({ created_at: written }, at(60))).toBe(240_000);
  expect(editTimeLeft({ created_at: written }, at(301))).toBe(0);
});

test('the end that the server gives counts', () => {
  const comment = { created_at: written, editable_until: '2026-01-02T03:02:00Z' };
  expect(editTimeLeft(comment, at(60))).toBe(60_000);
});

test('a clock that is slow promises no more than five minutes', () => {
  expect(editTimeLeft({ created_at: written }, at(-600))).toBe(300_000);
});

test('what is left reads as minutes and seconds', () => {
  expect(clockOf(240_000)).toBe('4:00');
  expect(clockOf(61_200)).toBe('1:02');
  expect(clockOf(0)).toBe('0:00');
});
