import { ProblemError } from '@board/api';
import { afterEach, expect, test } from 'vitest';
import * as reading from '../strings';
import { duration, problemText } from './problems';
import * as strings from './strings';
import { problemsEn } from './strings/problems.en';
import { problemsZhTW } from './strings/problems.zh-TW';

/** The server's sources, by path. */
const sources: Record<string, string> = import.meta.glob(
  ['../../../internal/**/*.go', '!../../../internal/**/*_test.go'],
  { query: '?raw', import: 'default', eager: true },
);

/** What only the desk, a publisher's server or an operator can meet. */
const elsewhere =
  /^(account|accounts|admins|api_key|case|decision|login|member_ended|moderators|own_decision|publishers|revision_not|rulebook_invalid|sanction|section_|settings|site_invalid|slug|state_|article_text|term_list|too_many|undo|web_not)/;
/** What the widget never sends, so that nobody reads of it: their sentence is the general one. */
const never = [
  'invalid_key',
  'invalid_request',
  'malformed_json',
  'gone',
  'limit_invalid',
  'sort_unknown',
  'vote_invalid',
];

function codesOfServer(): string[] {
  const found = Object.values(sources).flatMap((text) =>
    [...text.matchAll(/fault\.New\(fault\.\w+,\s*"([a-z_]+)"/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(found)].sort();
}

const noTitles = () => undefined;
const problem = (code: string, params = {}, retryAfter?: number, status = 422) =>
  new ProblemError(status, code, '', '', [], params, retryAfter);

afterEach(async () => {
  await strings.use('zh-TW');
  await reading.use('zh-TW');
});

test('every code that a reader may meet has a sentence of its own', () => {
  const missing = codesOfServer().filter(
    (code) => !elsewhere.test(code) && !never.includes(code) && !Object.hasOwn(problemsZhTW, code),
  );
  expect(codesOfServer().length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test('both languages have the same codes, and each says something', () => {
  expect(Object.keys(problemsEn)).toEqual(Object.keys(problemsZhTW));
  const facts = { until: '', after: '', clause: '', rule: '' };
  for (const texts of [problemsZhTW, problemsEn]) {
    for (const text of Object.values<string | ((given: typeof facts) => string)>(texts)) {
      expect(typeof text === 'string' ? text : text(facts)).toMatch(/[。.]$/);
    }
  }
});

test('a refused comment says which rule and which clause', () => {
  const titles = (code: unknown) => (code === 'abuse' ? '辱罵與騷擾' : undefined);
  const text = problemText(problem('comment_refused', { rule: 'term', clause: 'abuse' }), titles);
  expect(text).toBe('留言未送出：內容含有本站不允許的字詞，違反留言規範「辱罵與騷擾」。請修改後再送出。');
});

test('a refused comment of an unknown rule still makes a sentence', () => {
  expect(problemText(problem('comment_refused', { rule: 'brand_new' }), noTitles)).toBe(
    '留言未送出：不符合留言規範。請修改後再送出。',
  );
});

test('what has to wait says how long', () => {
  expect(problemText(problem('comment_refused', { rule: 'flood' }, 90, 429), noTitles)).toBe(
    '留言未送出：發言太頻繁。請在 2 分鐘後再試。',
  );
});

test('a suspension says until when', () => {
  const text = problemText(
    problem('member_suspended', { until: '2026-01-02T03:00:00Z' }, undefined, 403),
    noTitles,
  );
  expect(text).toMatch(/^你的帳號停權至 2026年1月2日/);
});

test('a wrong field says more than the whole', () => {
  const error = new ProblemError(400, 'nickname_invalid', '', '', [
    { path: 'nickname', code: 'nickname_length', detail: '' },
  ]);
  expect(problemText(error, noTitles)).toBe('暱稱須為 2 到 20 個字。');
});

test('unknown codes, and errors that are none of the server, get a sane sentence', () => {
  expect(problemText(problem('never_heard_of'), noTitles)).toBe(problemsZhTW.unknown);
  expect(problemText(problem('http_502', {}, undefined, 502), noTitles)).toBe(problemsZhTW.unknown_server);
  expect(problemText(new TypeError('x is undefined'), noTitles)).toBe(problemsZhTW.unknown);
  expect(problemText(problem('constructor'), noTitles)).toBe(problemsZhTW.unknown);
});

test('the sentences follow the language', async () => {
  await strings.use('en');
  await reading.use('en');
  expect(problemText(problem('too_fast', {}, 3, 429), noTitles)).toBe(
    'That was too fast. Try again in 3 seconds.',
  );
});

test.each([
  [3, '3 秒'],
  [60, '1 分鐘'],
  [61, '2 分鐘'],
  [3600, '1 小時'],
  [5000, '2 小時'],
])('%i seconds read as %s', (seconds, text) => {
  expect(duration(seconds, 'zh-TW')).toBe(text);
});
