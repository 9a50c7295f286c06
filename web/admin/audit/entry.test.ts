import { afterEach, expect, test } from 'vitest';
import { use } from '../strings';
import { en } from '../strings/en';
import { zhTW } from '../strings/zh-TW';
import { actText, detailValue, pathOfDetail, pathOfEntry, subjectText } from './entry';

/** The server's sources, by path. */
const sources: Record<string, string> = import.meta.glob(
  ['../../../internal/**/*.go', '!../../../internal/**/*_test.go'],
  { query: '?raw', import: 'default', eager: true },
);

afterEach(() => use('zh-TW'));

function entry(act: string, subject_kind: string, details: Record<string, string> = {}) {
  return { act, subject_kind, subject: 's1', details };
}

const decided = entry('decision.made', 'decision', {
  'act.remove': 'm1',
  'act.suspend': 'm1',
  case: 'c1',
  outcome: 'violation',
  subject_kind: 'comment',
  revision: '1',
});

test('every act that the server records has a name in both languages', () => {
  const known = /\b(?:record|auditTx)\([^()]*?"([a-z_]+\.[a-z_]+)"/gs;
  const acts = Object.values(sources).flatMap((text) =>
    [...text.matchAll(known)].map(([, act]) => act ?? ''),
  );
  expect(acts.length).toBeGreaterThan(10);
  expect(acts.filter((act) => !Object.hasOwn(zhTW.auditActs, act))).toEqual([]);
  expect(Object.keys(en.auditActs)).toEqual(Object.keys(zhTW.auditActs));
});

test('an entry leads to what it speaks of, where the desk still shows that', () => {
  const paths = ['decision', 'member', 'term_list', 'case', 'account'].map((kind) =>
    pathOfEntry('demo', entry('x', kind)),
  );
  expect(paths).toEqual([
    '/desk/demo/decisions/s1',
    '/desk/demo/members/s1',
    '/desk/demo/terms/s1',
    '/desk/demo/queue/all/s1',
    undefined,
  ]);
  expect(pathOfEntry('demo', entry('term_list.deleted', 'term_list'))).toBeUndefined();
  expect(pathOfDetail('demo', 'act.warn', 'm1')).toBe('/desk/demo/members/m1');
  expect(pathOfDetail('demo', 'revision', '1')).toBeUndefined();
});

test('a row says what was decided and how a switch was set, in the language of the desk', async () => {
  expect(subjectText(decided)).toBe('移除・停權・違規・留言');
  expect(subjectText(entry('article.set', 'article', { before: 'open', state: 'slow' }))).toBe('文章・慢速');
  expect(subjectText(entry('member.premoderated', 'member', { on: 'true' }))).toBe('會員・開');
  await use('en');
  expect(actText('decision.made')).toBe('made a decision');
  expect(subjectText(entry('settings.saved', 'site'))).toBe('Site');
});

test('what nobody has a name for is shown as it is', () => {
  expect([actText('x.y'), subjectText(entry('x.y', 'thing')), detailValue('outcome', 'odd')]).toEqual([
    'x.y',
    'thing',
    'odd',
  ]);
});
