import { expect, test } from 'vitest';
import type { Signal } from '../wire';
import { alike, stretches, strictest, suggested } from './marks';

function at(start?: number, end?: number): Signal {
  return {
    phase: 'terms',
    code: 'term',
    action: 'hold',
    ...(start !== undefined && { start }),
    ...(end && { end }),
  };
}

/** Marked stretches in brackets with the numbers of their signals. */
function shown(text: string, ...signals: Signal[]): string {
  return stretches(text, signals)
    .map((one) => (one.signals.length > 0 ? `[${one.text}:${one.signals.join('+')}]` : one.text))
    .join('');
}

test('offsets count code points, so an emoji before the hit shifts nothing', () => {
  expect(shown('😀賭博網', at(1, 3))).toBe('😀[賭博:0]網');
});

test('where signals overlap, each stretch knows all of them', () => {
  expect(shown('abcdef', at(0, 4), at(2, 6))).toBe('[ab:0][cd:0+1][ef:1]');
});

test('signals without a place, beyond the text, empty or backwards mark nothing that is not there', () => {
  expect(shown('abc', at(), at(1, 99), at(2, 1), at(5, 9))).toBe('a[bc:1]');
});

test('no signals leave the text whole, and no text has no stretches', () => {
  expect(shown('abc')).toBe('abc');
  expect(stretches('', [at(0, 3)])).toEqual([]);
});

test('four links that break one rule make one line, and another term its own', () => {
  const term = (term: string): Signal => ({ ...at(9, 10), term, list: 'l' });
  const lines = alike([at(0, 1), term('a'), at(2, 3), term('b'), at(4, 5), term('a'), at(6, 7)]);
  expect(lines.map(({ numbers }) => numbers)).toEqual([[0, 2, 4, 6], [1, 5], [3]]);
});

test('a stretch has the colour of the strictest', () => {
  expect([strictest(['note', 'refuse', 'hold']), strictest([])]).toEqual(['refuse', 'note']);
});

test('the first named clause that holds for the kind is suggested', () => {
  expect(suggested(['nickname', 'advertising', 'abusive'], ['abusive', 'advertising'])).toBe('advertising');
  expect(suggested(['nickname'], ['abusive'])).toBe('');
});
