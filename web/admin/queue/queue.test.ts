import { expect, test } from 'vitest';
import { summaryOf } from '../testcase';
import { merged } from './queue';

const list = (...ids: string[]) => ids.map((id) => summaryOf({ id }));
const ids = (...cases: ReturnType<typeof list>) => cases.map(({ id }) => id);

test('a queue that is loaded again keeps the order that was shown', () => {
  expect(ids(...merged(list('a', 'b', 'c'), list('c', 'a', 'b')))).toEqual(['a', 'b', 'c']);
});

test('what is gone goes, and what is new comes where the server has it', () => {
  expect(ids(...merged(list('a', 'b', 'c'), list('x', 'a', 'y', 'c', 'z')))).toEqual([
    'x',
    'a',
    'y',
    'c',
    'z',
  ]);
});

test('a row shows what the server says now', () => {
  const [row] = merged(list('a'), [summaryOf({ id: 'a', report_count: 4 })]);
  expect(row?.report_count).toBe(4);
});

test('an empty queue takes what comes', () => {
  expect(ids(...merged([], list('a', 'b')))).toEqual(['a', 'b']);
});
