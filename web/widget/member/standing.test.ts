import { expect, test } from 'vitest';
import { isBarred } from './standing';

const now = Date.parse('2026-01-02T03:00:00Z');

test('a suspended member is barred until the end, and not a moment longer', () => {
  expect(isBarred({ kind: 'suspended', until: '2026-01-02T03:00:01Z' }, now)).toBe(true);
  expect(isBarred({ kind: 'suspended', until: '2026-01-02T03:00:00Z' }, now)).toBe(false);
});

test('one whose membership was ended is barred; one who was warned is not', () => {
  expect(isBarred({ kind: 'ended' }, now)).toBe(true);
  expect(isBarred({ kind: 'warned' }, now)).toBe(false);
  expect(isBarred({ kind: 'good' }, now)).toBe(false);
});
