import { expect, test } from 'vitest';
import { pathOf, placeOf, queueOf } from './router';

test('an address names the site, the screen and what is open on it', () => {
  expect(placeOf('/desk/news/queue/held/0190')).toEqual({
    site: 'news',
    screen: 'queue',
    rest: ['held', '0190'],
  });
  expect(queueOf(placeOf('/desk/news/queue/held/0190'))).toEqual({ queue: 'held', caseId: '0190' });
});

test('an address of no screen is no place', () => {
  expect(['/desk', '/desk/', '/desk/news', '/desk/news/nowhere', '/other/news/queue'].map(placeOf)).toEqual(
    Array(5).fill(undefined),
  );
});

test('a queue nobody knows is the queue of all', () => {
  expect(queueOf(placeOf('/desk/news/queue/strange'))).toEqual({ queue: 'all', caseId: undefined });
});

test('what is odd in an address comes through', () => {
  expect(placeOf(pathOf('news', 'members', '小 明/%'))?.rest).toEqual(['小 明/%']);
  expect(placeOf('/desk/news/members/%E0%A4')?.rest).toEqual(['%E0%A4']);
});
