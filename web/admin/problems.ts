import { ProblemError, type ProblemField } from '@board/api';
import { fullTime } from '@board/ui';
import { language, t } from './strings';
import type { Facts } from './strings/problems.zh-TW';

/** What went wrong, in a sentence for whoever works at the desk. */
export function problemText(error: unknown): string {
  const texts: Readonly<Record<string, string | ((facts: Facts) => string)>> = t.value.problems;
  if (!(error instanceof ProblemError)) return t.value.problems.unknown;
  const known = texts[error.code] ?? (error.status >= 500 ? texts.unknown_server : texts.unknown);
  return typeof known === 'function' ? known(factsOf(error)) : (known ?? error.message);
}

function factsOf({ params, retryAfter }: ProblemError): Facts {
  const { until, max } = params;
  return {
    until:
      typeof until === 'string' && !Number.isNaN(Date.parse(until)) ? fullTime(until, language.value) : '',
    wait: retryAfter === undefined ? '' : t.value.seconds(retryAfter),
    max: typeof max === 'number' ? max.toLocaleString(language.value) : '',
  };
}

export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.code : '';
}

/** Whether trying the same again may help. */
export function mayPass(error: unknown): boolean {
  return (
    !(error instanceof ProblemError) || error.status === 0 || error.status === 429 || error.status >= 500
  );
}

/** The fields a problem complains about, each with its sentence. */
export function fieldTexts(error: unknown): { path: string; text: string }[] {
  if (!(error instanceof ProblemError)) return [];
  return error.fields.map((field) => ({ path: field.path, text: fieldText(field) }));
}

function fieldText({ code }: ProblemField): string {
  const texts: Readonly<Record<string, string>> = t.value.fields;
  return texts[code] ?? t.value.fields.unknown;
}
