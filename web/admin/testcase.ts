import type { Case, CaseSummary } from './wire';

const MEMBER = { id: '0190-member', nickname: '小明' };

/** A case for tests: a held comment of 小明's. */
export function summaryOf(change: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: '0190-case',
    subject: { kind: 'comment', id: '0190-comment', revision: 2 },
    status: 'open',
    subject_status: 'held',
    origin: 'screening',
    held: true,
    report_count: 0,
    report_weight: 0,
    severity: 3,
    excerpt: '飆股群組',
    member: MEMBER,
    clauses: ['advertising'],
    opened_at: '2026-11-23T00:00:00Z',
    updated_at: '2026-11-23T00:00:00Z',
    ...change,
  };
}

export function caseOf(change: Partial<Case> = {}): Case {
  return {
    summary: summaryOf(),
    text: '飆股群組',
    judged_text: '',
    signals: [],
    reports: [],
    context: [],
    placers: [],
    decisions: [],
    history: {
      member: {
        ...MEMBER,
        nickname_status: 'published',
        nickname_revision: 1,
        standing: { kind: 'good' },
        premoderated: false,
        created_at: '2026-01-01T00:00:00Z',
        comments_published: 1,
        reports_upheld: 0,
        reports_rejected: 0,
      },
      nicknames: [],
      sanctions: [],
      decisions: [],
      comments: { published: 1, held: 1, removed: 0, withdrawn: 0 },
      recent_comments: [],
    },
    ...change,
  };
}
