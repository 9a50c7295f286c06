import { expect, test } from 'vitest';
import { summaryOf } from '../testcase';
import type { CaseSummary } from '../wire';
import { type Draft, decisionOf, missingOf, newDraft } from './draft';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const filled = { clause: 'advertising', reason: ' 廣告 ' };

/** What is sent for a violation with these fields filled in. */
function sent(draft: Partial<Draft>, summary: CaseSummary = summaryOf()) {
  return decisionOf({ ...newDraft('violation', summary), ...filled, ...draft }, summary, NOW);
}

test('a violation names clause, reason and the revision that was judged, and leaves the removal to the server', () => {
  expect(sent({})).toEqual({
    outcome: 'violation',
    clause: 'advertising',
    reason: '廣告',
    revision: 2,
    acts: [],
  });
});

test('without a violation neither clause nor sanction is sent, whatever was filled in before', () => {
  const draft = { ...newDraft('no_violation', summaryOf()), ...filled, reason: '', sanction: '7' as const };
  expect(decisionOf(draft, summaryOf(), NOW)).toEqual({ outcome: 'no_violation', revision: 2, acts: [] });
});

test.each([
  ['warn', { act: 'warn' }],
  ['1', { act: 'suspend', days: 1 }],
  ['7', { act: 'suspend', days: 7 }],
  ['30', { act: 'suspend', days: 30 }],
  ['until', { act: 'suspend', until: '2026-12-31' }],
  ['end', { act: 'end_membership' }],
] as const)('the sanction %s is one act', (sanction, act) => {
  expect(sent({ sanction, until: '2026-12-31' }).acts).toEqual([act]);
});

test.each([
  ['hour', { from: '2026-11-23T11:00:00.000Z' }],
  ['day', { from: '2026-11-22T12:00:00.000Z' }],
  ['week', { from: '2026-11-16T12:00:00.000Z' }],
  ['all', {}],
] as const)('comments of the last %s are removed from then on', (period, bounds) => {
  expect(sent({ period }).acts).toEqual([{ act: 'remove_comments', ...bounds }]);
});

test('a period of one’s own choice goes over the wire in UTC', () => {
  const [act] = sent({ period: 'custom', from: '2026-11-01T08:00', to: '2026-11-02T08:00' }).acts;
  expect(act?.from).toBe(new Date('2026-11-01T08:00').toISOString());
  expect(act?.to).toBe(new Date('2026-11-02T08:00').toISOString());
});

test('the nickname is reset beside a comment, but not named twice in its own case', () => {
  expect(sent({ resetNickname: true }).acts).toEqual([{ act: 'reset_nickname' }]);
  const nickname = summaryOf({ subject: { kind: 'nickname', id: '0190-member', revision: 1 } });
  expect(sent({ resetNickname: true }, nickname).acts).toEqual([]);
});

test('of a tag, each chosen placer gets the sanction', () => {
  const tag = summaryOf({ subject: { kind: 'tag', id: '0190-tag', revision: 1 } });
  expect(sent({ sanction: 'warn', members: ['0190-member', '0190-other'] }, tag).acts).toEqual([
    { act: 'warn' },
    { act: 'warn', member: '0190-other' },
  ]);
});

test('what was removed comes back where somebody says so', () => {
  const removed = summaryOf({ subject_status: 'removed' });
  expect(decisionOf(newDraft('no_violation', removed), removed, NOW).acts).toEqual([{ act: 'restore' }]);
});

test('sanctions are lifted with either outcome', () => {
  const lift = ['0190-sanction'];
  const expected = { act: 'lift_sanction', sanction: '0190-sanction' };
  expect(sent({ lift }).acts).toEqual([expected]);
  expect(decisionOf(newDraft('no_violation', summaryOf(), lift), summaryOf(), NOW).acts).toEqual([expected]);
});

test('a violation is not sent without clause and reason, nor with half a suspension or a period that ends first', () => {
  const draft = newDraft('violation', summaryOf());
  expect(missingOf(draft)).toEqual(['clause', 'reason']);
  expect(missingOf({ ...draft, ...filled, reason: '   ' })).toEqual(['reason']);
  expect(missingOf({ ...draft, ...filled, sanction: 'until' })).toEqual(['until']);
  const period = { period: 'custom', from: '2026-11-02T08:00', to: '2026-11-01T08:00' } as const;
  expect(missingOf({ ...draft, ...filled, ...period })).toEqual(['period']);
  expect(missingOf({ ...draft, ...filled })).toEqual([]);
  expect(missingOf(newDraft('no_violation', summaryOf()))).toEqual([]);
});
