import { pathOf } from '../router';
import { t } from '../strings';
import type { AuditEntry } from '../wire';

type Names = Readonly<Record<string, string>>;
type Subject = Pick<AuditEntry, 'act' | 'subject_kind' | 'subject' | 'details'>;

/** Where the desk shows what an entry speaks of; undefined where it shows no such thing, or no longer. */
export function pathOfEntry(site: string, { act, subject_kind: kind, subject }: Subject): string | undefined {
  if (act === 'term_list.deleted') return undefined;
  if (kind === 'decision') return pathOf(site, 'decisions', subject);
  if (kind === 'member') return pathOf(site, 'members', subject);
  if (kind === 'term_list') return pathOf(site, 'terms', subject);
  if (kind === 'case') return pathOf(site, 'queue', 'all', subject);
  if (kind === 'article' || kind === 'section') return pathOf(site, 'switches');
  return undefined;
}

/** Where the desk shows what a detail of an entry names. */
export function pathOfDetail(site: string, name: string, value: string): string | undefined {
  if (name === 'case') return pathOf(site, 'queue', 'all', value);
  return name.startsWith(ACT) ? pathOf(site, 'members', value) : undefined;
}

export function actText(act: string): string {
  const acts: Names = t.value.auditActs;
  return acts[act] ?? act;
}

/** What an entry speaks of, in few words: of a decision what was decided, of a switch how it was set. */
export function subjectText({ subject_kind, subject, details }: Subject): string {
  const said = Object.entries(details).flatMap(([name, value]) => {
    if (name.startsWith(ACT)) return [detailName(name)];
    return ['subject_kind', 'outcome', 'state', 'on'].includes(name) ? [detailValue(name, value)] : [];
  });
  const what = subject_kind === 'section' ? `${kindText(subject_kind)} ${subject}` : kindText(subject_kind);
  return [...(subject_kind === 'decision' && said.length > 0 ? [] : [what]), ...said].join('・');
}

export function kindText(kind: string): string {
  const kinds: Names = t.value.auditKinds;
  return kinds[kind] ?? kind;
}

export function detailName(name: string): string {
  const names: Names = t.value.auditDetails;
  const acts: Names = t.value.acts;
  if (!name.startsWith(ACT)) return names[name] ?? name;
  const act = name.slice(ACT.length);
  return acts[act] ?? act;
}

export function detailValue(name: string, value: string): string {
  const values: Readonly<Record<string, Names>> = {
    subject_kind: t.value.kinds,
    outcome: t.value.outcomes,
    state: t.value.states,
    before: t.value.states,
    on: t.value.auditOn,
  };
  return values[name]?.[value] ?? value;
}

/** Begins the names of details that say whom an act of a decision met. */
const ACT = 'act.';
