import type { components } from '@board/api';

// What the API sends and takes, under the names the desk uses.
type Schemas = components['schemas'];

export type Account = Schemas['DeskMe'];
export type Action = Schemas['Action'];
export type Act = Schemas['ActInput'];
export type ActKind = Act['act'];
export type Article = Schemas['Article'];
export type ArticleState = Schemas['ArticleState'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditVerification = Schemas['AuditVerification'];
export type Author = Schemas['Author'];
export type Case = Schemas['Case'];
export type CaseSummary = Schemas['CaseSummary'];
export type Clause = Schemas['Clause'];
export type Comment = Schemas['Comment'];
export type Decision = Schemas['Decision'];
export type DecisionInput = Schemas['DecisionInput'];
export type DecisionStatus = Schemas['DecisionStatus'];
export type DecisionSummary = Schemas['DecisionSummary'];
export type DeskSite = Schemas['DeskSite'];
export type Member = Schemas['Member'];
export type MemberHistory = Schemas['MemberHistory'];
export type Outcome = Schemas['Outcome'];
export type Preview = Schemas['Preview'];
export type QueueCounts = Schemas['QueueCounts'];
export type Report = Schemas['Report'];
export type Sanction = Schemas['Sanction'];
export type Signal = Schemas['Signal'];
export type Standing = Schemas['Standing'];
export type SubjectKind = Schemas['SubjectKind'];
export type SwitchState = Schemas['SwitchState'];
export type Term = Schemas['TermInput'];
export type TermList = Schemas['TermList'];
export type TermListSummary = Schemas['TermListSummary'];

export const SUBJECT_KINDS: readonly SubjectKind[] = ['comment', 'tag', 'nickname'];
