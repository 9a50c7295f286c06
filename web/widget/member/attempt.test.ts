import { expect, test } from 'vitest';
import { createAttempt } from './attempt';

test('the same text tried again is the same write', () => {
  const attempt = createAttempt();
  expect(attempt.keyFor('再試一次')).toBe(attempt.keyFor('再試一次'));
});

test('a changed text is another write', () => {
  const attempt = createAttempt();
  expect(attempt.keyFor('原來的')).not.toBe(attempt.keyFor('改過的'));
});

test('once it came through, the same text is a new write', () => {
  const attempt = createAttempt();
  const first = attempt.keyFor('推');
  attempt.done();
  expect(attempt.keyFor('推')).not.toBe(first);
});
