import { inQueue } from '../queue/queue';
import { api } from '../session';
import type { Case, CaseSummary } from '../wire';

/** The next case, loaded while somebody reads the one before. */
let ahead: { key: string; coming: Promise<Case> } | undefined;

/** A case; the one that was loaded ahead if nothing has happened to it since. */
export async function loadCase(site: string, id: string, signal: AbortSignal): Promise<Case> {
  const waiting = ahead?.key === `${site} ${id}` ? ahead.coming : undefined;
  ahead = undefined;
  const early = await waiting?.catch(() => undefined);
  if (early && isAsInQueue(early.summary)) return early;
  return fetched(site, id, signal);
}

function fetched(site: string, id: string, signal?: AbortSignal): Promise<Case> {
  return api.get('/sites/{site}/cases/{case}', { path: { site, case: id }, ...(signal && { signal }) });
}

export function prefetch(site: string, next: CaseSummary | undefined): void {
  const key = `${site} ${next?.id}`;
  if (!next || ahead?.key === key) return;
  ahead = { key, coming: fetched(site, next.id) };
  ahead.coming.catch(() => {});
}

function isAsInQueue({ id, updated_at, subject }: CaseSummary): boolean {
  const row = inQueue(id);
  return row?.updated_at === updated_at && row.subject.revision === subject.revision;
}
