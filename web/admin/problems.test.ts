import { ProblemError } from '@board/api';
import { afterEach, expect, test } from 'vitest';
import { fieldTexts, mayPass, problemText } from './problems';
import { use } from './strings';
import { fieldsEn, problemsEn } from './strings/problems.en';
import { fieldsZhTW, problemsZhTW } from './strings/problems.zh-TW';

afterEach(() => use('zh-TW'));

const facts = { until: '12:00', wait: '3 s', max: '2,000' };
const said = (text: unknown) => (typeof text === 'function' ? String(text(facts)) : String(text));

test('every code has a sentence in both languages', () => {
  for (const [zhTW, en] of [
    [problemsZhTW, problemsEn],
    [fieldsZhTW, fieldsEn],
  ] as const) {
    expect(Object.keys(en)).toEqual(Object.keys(zhTW));
    for (const text of Object.values(zhTW)) expect(said(text)).toMatch(/\p{Script=Han}/u);
    for (const text of Object.values(en)) expect(said(text)).not.toMatch(/\p{Script=Han}/u);
  }
});

test('the sentence speaks the language of the desk', async () => {
  const error = new ProblemError(409, 'case_decided', 'Conflict', 'The case has been decided.');
  expect(problemText(error)).toContain('另一位審核人員');
  await use('en');
  expect(problemText(error)).toContain('Another moderator');
});

test('a code nobody has heard of still says something, and a server’s fault is called that', () => {
  expect(problemText(new ProblemError(422, 'brand_new', '', ''))).toBe(problemsZhTW.unknown);
  expect(problemText(new ProblemError(500, 'internal', '', ''))).toBe(problemsZhTW.unknown_server);
  expect(problemText(new TypeError('x'))).toBe(problemsZhTW.unknown);
});

test('how long to wait and until when are said', () => {
  const wait = new ProblemError(429, 'rate_limited', '', '', [], {}, 30);
  expect(problemText(wait)).toContain('30 秒');
  const until = new ProblemError(409, 'case_claimed', '', '', [], { until: '2026-11-23T12:00:00Z' });
  expect(problemText(until)).toContain('2026年11月23日');
});

test('fields are complained about one by one', () => {
  const error = new ProblemError(400, 'decision_invalid', '', '', [
    { path: 'reason', code: 'reason_invalid', detail: '' },
    { path: 'x', code: 'whatever', detail: '' },
  ]);
  expect(fieldTexts(error)).toEqual([
    { path: 'reason', text: fieldsZhTW.reason_invalid },
    { path: 'x', text: fieldsZhTW.unknown },
  ]);
});

test('only what may pass is offered again', () => {
  expect([0, 429, 503].map((status) => mayPass(new ProblemError(status, '', '', '')))).toEqual([
    true,
    true,
    true,
  ]);
  expect([400, 403, 404, 409].some((status) => mayPass(new ProblemError(status, '', '', '')))).toBe(false);
});
