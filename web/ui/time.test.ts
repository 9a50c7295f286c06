import { expect, test } from 'vitest';
import { relativeTime } from './time';

const now = Date.parse('2026-11-23T12:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test.each([
  [5, '剛剛'],
  [60, '1 分鐘前'],
  [59 * 60 + 59, '59 分鐘前'],
  [3600, '1 小時前'],
  [24 * 3600, '昨天'],
  [3 * 24 * 3600, '3 天前'],
])('%i seconds ago reads %s', (seconds, text) => {
  expect(relativeTime(ago(seconds), now, 'zh-TW')).toBe(text);
});

test('after a week the date stands, with its year only where it is another', () => {
  expect(relativeTime('2026-11-01T12:00:00Z', now, 'zh-TW')).toBe('11月1日');
  expect(relativeTime('2024-03-05T12:00:00Z', now, 'zh-TW')).toBe('2024年3月5日');
});

test('a clock that runs ahead of ours does not speak of the future by seconds', () => {
  expect(relativeTime(ago(-20), now, 'zh-TW')).toBe('剛剛');
});

test('English speaks English', () => {
  expect(relativeTime(ago(120), now, 'en')).toBe('2 minutes ago');
});
