import { newIdempotencyKey } from '@board/api';
import type { Act, CaseSummary, DecisionInput, Outcome } from '../wire';

export type SanctionChoice = 'none' | 'warn' | '1' | '7' | '30' | 'until' | 'end';
export type Period = 'none' | 'hour' | 'day' | 'week' | 'all' | 'custom';

/** A decision as the form holds it. */
export interface Draft {
  outcome: Outcome;
  clause: string;
  reason: string;
  sanction: SanctionChoice;
  /** The last day of a suspension "until", as 2026-12-31. */
  until: string;
  /** Whom sanctions meet: the case's member, or placers of a tag. */
  members: readonly string[];
  period: Period;
  /** Of a period of one's own choice, as an input for local time has them. */
  from: string;
  to: string;
  resetNickname: boolean;
  /** Of a comment or tag that is removed: bring it back. */
  restore: boolean;
  /** Sanctions that are lifted. */
  lift: readonly string[];
  note: string;
  /** Sent along, so that a decision that is sent twice is made once. */
  key: string;
  /** When it was first sent, where nobody knows whether it arrived. */
  sentAt: number | undefined;
}

export function newDraft(outcome: Outcome, summary: CaseSummary, lift: readonly string[] = []): Draft {
  return {
    outcome,
    clause: '',
    reason: '',
    sanction: 'none',
    until: '',
    members: [summary.member.id],
    period: 'none',
    from: '',
    to: '',
    resetNickname: false,
    restore: summary.subject_status === 'removed',
    lift,
    note: '',
    key: newIdempotencyKey(),
    sentAt: undefined,
  };
}

const HOUR = 3_600_000;
const lengths: Partial<Record<Period, number>> = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };

/**
 * What the server is asked to decide. What the outcome itself asks for (remove the subject, release what is held) isn't
 * named: the server does it, and it knows best whether it is still needed.
 * @param now milliseconds since 1970, from which a period counts back
 */
export function decisionOf(draft: Draft, summary: CaseSummary, now: number): DecisionInput {
  const violation = draft.outcome === 'violation';
  const acts = violation ? violationActs(draft, summary, now) : restoring(draft, summary);
  const lifted = draft.lift.map((sanction): Act => ({ act: 'lift_sanction', sanction }));
  const reason = draft.reason.trim();
  const note = draft.note.trim();
  return {
    outcome: draft.outcome,
    revision: summary.subject.revision,
    acts: [...acts, ...lifted],
    ...(violation && draft.clause && { clause: draft.clause }),
    ...(reason && { reason }),
    ...(note && { internal_note: note }),
  };
}

function restoring(draft: Draft, { subject, subject_status }: CaseSummary): Act[] {
  const removed = subject.kind !== 'nickname' && subject_status === 'removed';
  return removed && draft.restore ? [{ act: 'restore' }] : [];
}

function violationActs(draft: Draft, summary: CaseSummary, now: number): Act[] {
  const acts: Act[] = [];
  const each = draft.members.length > 0 ? draft.members : [summary.member.id];
  for (const id of each) {
    const member = id === summary.member.id ? {} : { member: id };
    const period = draft.period === 'none' ? undefined : periodOf(draft, now);
    if (period) acts.push({ act: 'remove_comments', ...period, ...member });
    if (draft.resetNickname && summary.subject.kind !== 'nickname')
      acts.push({ act: 'reset_nickname', ...member });
    const sanction = sanctionOf(draft);
    if (sanction) acts.push({ ...sanction, ...member });
  }
  return acts;
}

function sanctionOf({ sanction, until }: Draft): Act | undefined {
  switch (sanction) {
    case 'none':
      return undefined;
    case 'warn':
      return { act: 'warn' };
    case 'end':
      return { act: 'end_membership' };
    case 'until':
      return { act: 'suspend', until };
    case '1':
      return { act: 'suspend', days: 1 };
    case '7':
      return { act: 'suspend', days: 7 };
    case '30':
      return { act: 'suspend', days: 30 };
  }
}

function periodOf({ period, from, to }: Draft, now: number): { from?: string; to?: string } {
  const length = lengths[period];
  if (length) return { from: new Date(now - length).toISOString() };
  if (period === 'all') return {};
  return { ...(from && { from: utc(from) }), ...(to && { to: utc(to) }) };
}

/** A local time, as an input gives it, in UTC. */
function utc(local: string): string {
  return new Date(local).toISOString();
}

export type Missing = 'clause' | 'reason' | 'until' | 'period';

/** What the form still lacks before the decision can be sent. */
export function missingOf(draft: Draft): Missing[] {
  if (draft.outcome !== 'violation') return [];
  const missing: Missing[] = [];
  if (!draft.clause) missing.push('clause');
  if (!draft.reason.trim()) missing.push('reason');
  if (draft.sanction === 'until' && !draft.until) missing.push('until');
  const { period, from, to } = draft;
  if (period === 'custom' && ((!from && !to) || (from && to && from >= to))) missing.push('period');
  return missing;
}
