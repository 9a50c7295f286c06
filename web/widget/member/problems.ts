import { ProblemError } from '@board/api';
import { fullTime } from '@board/ui';
import { language } from '../strings';
import { problemTexts } from './strings';

/** What belongs to a problem, ready to be read. */
export interface Facts {
  /** A moment, in full. */
  until: string;
  /** How long to wait, as in "3 分鐘". */
  after: string;
  /** The title of a clause of the rulebook. */
  clause: string;
  /** The code of a rule of screening. */
  rule: string;
}

/** The codes that mean: the member may not write as things stand; ask again who they are. */
export const STANDING_CODES: readonly string[] = ['member_suspended', 'membership_ended', 'members_only'];

/** What went wrong, in the reader's language. titleOf gives the title of a clause of the rulebook by its code. */
export function problemText(error: unknown, titleOf: (clause: unknown) => string | undefined): string {
  const texts: Readonly<Record<string, string | ((facts: Facts) => string)>> = problemTexts.value;
  if (!(error instanceof ProblemError)) return problemTexts.value.unknown;
  const { code, fields, status } = error;
  const otherwise = status >= 500 ? 'unknown_server' : 'unknown';
  // A field says more than the whole: nickname_length more than nickname_invalid.
  const known = [...fields.map((field) => field.code), code, otherwise].find((each) =>
    Object.hasOwn(texts, each),
  );
  const text = texts[known ?? otherwise] ?? '';
  return typeof text === 'string' ? text : text(factsOf(error, titleOf));
}

function factsOf(
  { params, retryAfter }: ProblemError,
  titleOf: (clause: unknown) => string | undefined,
): Facts {
  const { until, clause, rule } = params;
  const wait = typeof params.retry_after === 'number' ? params.retry_after : retryAfter;
  return {
    until: typeof until === 'string' ? fullTime(until, language.value) : '',
    after: wait ? duration(wait, language.value) : '',
    clause: titleOf(clause) ?? '',
    rule: typeof rule === 'string' ? rule : '',
  };
}

/** A number of seconds in the largest unit that suits it, rounded up. */
export function duration(seconds: number, language: string): string {
  const [unit, length] =
    seconds < 60
      ? (['second', 1] as const)
      : seconds < 3600
        ? (['minute', 60] as const)
        : (['hour', 3600] as const);
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, style).format(Math.ceil(seconds / length));
}
