import { go, pathOf } from '../router';
import { api } from '../session';
import type { Case, SubjectKind } from '../wire';
import { openForm } from './deciding';

/** A sanction somebody wants to lift: it is chosen in the form once the case for it is here. */
let preset: { caseId: string; sanction: string } | undefined;

/** Opens a case of the desk's own on a subject, or the one that is open, and goes to it. */
export async function openCase(
  site: string,
  kind: SubjectKind,
  id: string,
  sanction?: string,
): Promise<void> {
  const opened = await api.post('/sites/{site}/cases', { path: { site }, body: { kind, id } });
  const caseId = opened.summary.id;
  if (sanction) preset = { caseId, sanction };
  go(pathOf(site, 'queue', 'all', caseId));
}

/** Opens the form for what the case was opened for. */
export function takePreset(theCase: Case): void {
  if (preset?.caseId !== theCase.summary.id) return;
  const { sanction } = preset;
  preset = undefined;
  openForm(theCase, 'no_violation', [sanction]);
}
