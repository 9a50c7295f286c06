/** One thing that is wrong with a request: where (a dotted path into the body, or a parameter's name), and what. */
export interface ProblemField {
  path: string;
  code: string;
  detail: string;
}

/** An answer other than 2xx (RFC 9457), or no answer at all. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    /** The HTTP status; 0 where the server could not be reached. */
    readonly status: number,
    /** What programs go by: stable, like comment_refused. "unreachable" where the server could not be reached. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly fields: readonly ProblemField[] = [],
    /** What belongs to the code: the clause of a refused comment, the end of a suspension. */
    readonly params: Readonly<Record<string, unknown>> = {},
    /** After how many seconds to try again, where the server says so. */
    readonly retryAfter: number | undefined = undefined,
  ) {
    super(detail || title || code);
  }
}

/** Reads the problem out of an answer that isn't 2xx, whoever sent it: a proxy's 502 has no JSON. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const sent = await response.json().catch(() => ({}));
  const problem: Record<string, unknown> = typeof sent === 'object' && sent !== null ? sent : {};
  const text = (key: string, otherwise: string) =>
    typeof problem[key] === 'string' ? (problem[key] as string) : otherwise;
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ProblemError(
    response.status,
    text('code', `http_${response.status}`),
    text('title', response.statusText),
    text('detail', ''),
    Array.isArray(problem.fields) ? problem.fields : [],
    typeof problem.params === 'object' && problem.params !== null ? { ...problem.params } : {},
    Number.isNaN(seconds) ? undefined : seconds,
  );
}

/** What a failed fetch is, unless somebody called it off. */
export function unreachable(cause: unknown): unknown {
  if (cause instanceof DOMException && cause.name === 'AbortError') return cause;
  const problem = new ProblemError(0, 'unreachable', 'unreachable', '');
  problem.cause = cause;
  return problem;
}
