import { t } from '../strings';
import { reasonsEn } from '../strings/reasons.en';
import { reasonsZhTW } from '../strings/reasons.zh-TW';
import type { Clause, SubjectKind } from '../wire';

/**
 * Quick texts for the reason under a clause. Members read them, so they are in the site's first language and not in that
 * of whoever works at the desk.
 */
export function quickReasons(siteLanguage: string, clause: Clause | undefined, kind: SubjectKind): string[] {
  const texts = siteLanguage.startsWith('en') ? reasonsEn : reasonsZhTW;
  const what = texts.kinds[kind];
  if (!clause) return [];
  const { titled, kinds, ...templates } = texts;
  const known: Readonly<Record<string, readonly ((what: string) => string)[]>> = templates;
  return known[clause.code]?.map((template) => template(what)) ?? [titled(what, clause.title)];
}

/** The first quick text, which stands in the form until somebody writes another. */
export function firstReason(siteLanguage: string, clause: Clause | undefined, kind: SubjectKind): string {
  return quickReasons(siteLanguage, clause, kind)[0] ?? '';
}

/** How a clause is shown: by its title, or its code where the rules don't know it any more. */
export function clauseTitle(clauses: readonly Clause[], code: string): string {
  return clauses.find((clause) => clause.code === code)?.title ?? (code || t.value.noClause);
}
