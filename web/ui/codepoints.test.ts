import { expect, test } from 'vitest';
import { pieces, type Range } from './codepoints';

/** Shows marked pieces in brackets. */
function shown(text: string, ...ranges: Range[]): string {
  return pieces(text, ranges)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');
}

test('offsets count code points, so an emoji before the hit shifts nothing', () => {
  expect(shown('😀賭博網', { start: 1, end: 3 })).toBe('😀[賭博]網');
});

test('ranges that overlap or touch are one mark, in any order', () => {
  expect(shown('abcdef', { start: 3, end: 5 }, { start: 1, end: 3 }, { start: 2, end: 4 })).toBe('a[bcde]f');
});

test('ranges beyond the text, empty or backwards mark nothing that is not there', () => {
  expect(shown('abc', { start: 2, end: 99 })).toBe('ab[c]');
  expect(shown('abc', { start: -5, end: 1 })).toBe('[a]bc');
  expect(shown('abc', { start: 1, end: 1 }, { start: 2, end: 0 }, { start: 7, end: 9 })).toBe('abc');
});

test('no ranges leave the text whole', () => {
  expect(pieces('abc', [])).toEqual([{ text: 'abc', marked: false }]);
  expect(pieces('', [])).toEqual([]);
});
