import { newIdempotencyKey } from '@board/api';
import { signal } from '@preact/signals';
import { codeOf, problemText } from '../problems';
import { afterwards, refresh, settle, unsettle } from '../queue/queue';
import { go, pathOf, place, queueOf } from '../router';
import { api } from '../session';
import { t } from '../strings';
import { toasts } from '../toasts';
import type { Case, Decision, Outcome } from '../wire';
import { type Draft, decisionOf, newDraft } from './draft';

/** The decision form, if it is open: of which case, and what is in it. */
export const form = signal<{ caseId: string; draft: Draft } | undefined>(undefined);

/** A decision that was refused after the desk had moved on: what the moderator had judged then, and why it was refused. */
export interface Refusal {
  error: unknown;
  judged: Case;
  outcome: Outcome;
}
export const refusals = signal<ReadonlyMap<string, Refusal>>(new Map());

/** What was filled in for cases whose decision was refused or put aside, so that no reason has to be written twice. */
const drafts = new Map<string, Draft>();

/** What "u" takes back. */
export const last = signal<{ site: string; decision: string; caseId: string; what: string } | undefined>(
  undefined,
);

export function openForm(theCase: Case, outcome: Outcome, lift: readonly string[] = []): void {
  const { id } = theCase.summary;
  const kept = drafts.get(id);
  const draft = kept && lift.length === 0 ? { ...kept, outcome } : newDraft(outcome, theCase.summary, lift);
  form.value = { caseId: id, draft };
}

export function closeForm(): void {
  const open = form.peek();
  if (open) drafts.set(open.caseId, open.draft);
  form.value = undefined;
}

export function change(part: Partial<Draft>): void {
  const open = form.peek();
  // What is changed is another decision, even where nobody knows what became of the first.
  if (open)
    form.value = { ...open, draft: { ...open.draft, ...part, key: newIdempotencyKey(), sentAt: undefined } };
}

/**
 * Decides, and moves on to the next case without waiting for the server. Should it refuse, the case comes back with what
 * was filled in.
 */
export async function decide(site: string, theCase: Case, draft: Draft): Promise<void> {
  const { summary } = theCase;
  const { id } = summary;
  const after = afterwards(id);
  const sentAt = draft.sentAt ?? Date.now();
  const input = decisionOf(draft, summary, sentAt);
  form.value = undefined;
  drafts.delete(id);
  forgetRefusal(id);
  settle(id);
  moveOn(site, id, after?.id);
  try {
    const decision = await api.post('/sites/{site}/cases/{case}/decisions', {
      path: { site, case: id },
      body: input,
      idempotencyKey: draft.key,
    });
    made(site, decision);
    await refresh();
    unsettle(id);
  } catch (error) {
    drafts.set(id, again(draft, sentAt, error));
    refusals.value = new Map(refusals.peek()).set(id, { error, judged: theCase, outcome: draft.outcome });
    comeBack(site, id, error);
    void refresh();
  }
}

/** Where nobody knows what became of a decision, sending it again is the same write: same key, same body. */
function again(draft: Draft, sentAt: number, error: unknown): Draft {
  const unsure = ['unreachable', 'commit_unknown'].includes(codeOf(error));
  return unsure ? { ...draft, sentAt } : { ...draft, key: newIdempotencyKey(), sentAt: undefined };
}

function made(site: string, decision: Decision): void {
  const { id, case: caseId, status } = decision.summary;
  const texts = t.peek();
  const what = status === 'awaiting_confirmation' ? texts.sentForConfirmation : didText(decision);
  const target = { site, decision: id, caseId, what };
  // The button is about this decision, also once a later one is the last.
  const ask = () => {
    undoing.value = target;
  };
  const action = status === 'awaiting_confirmation' ? undefined : { label: texts.undo, run: ask };
  last.value = target;
  offers.set(id, toasts.say(what, action));
}

/** The messages that offer to undo a decision. */
const offers = new Map<string, number>();

/** What a decision did, in a few words: 已移除、停權. */
function didText({ summary }: Decision): string {
  const { acts } = t.peek();
  const names: Readonly<Record<string, string>> = acts;
  if (summary.acts.length === 0) return t.peek().decidedNothing;
  return t.peek().decided(summary.acts.map((act) => names[act] ?? act));
}

function comeBack(site: string, id: string, error: unknown): void {
  unsettle(id);
  const { queue } = queueOf(place.peek());
  const there = pathOf(site, 'queue', queue, id);
  if (form.peek() || place.peek()?.screen !== 'queue') {
    toasts.say(problemText(error), { label: t.peek().openCase, run: () => go(there) });
    return;
  }
  go(there);
}

export function forgetRefusal(id: string): void {
  const left = new Map(refusals.peek());
  if (left.delete(id)) refusals.value = left;
}

function moveOn(site: string, id: string, next: string | undefined): void {
  const now = queueOf(place.peek());
  if (now.caseId !== id) return;
  go(next ? pathOf(site, 'queue', now.queue, next) : pathOf(site, 'queue', now.queue));
}

/** The decision somebody is about to undo. */
export const undoing = signal<{ site: string; decision: string; caseId: string; what: string } | undefined>(
  undefined,
);

export function askUndo(): void {
  undoing.value = last.peek();
}

export async function undo(reason: string): Promise<void> {
  const target = undoing.peek();
  if (!target) return;
  const { site, decision, caseId } = target;
  await api.post('/sites/{site}/decisions/{decision}/undo', { path: { site, decision }, body: { reason } });
  if (last.peek()?.decision === decision) last.value = undefined;
  const offer = offers.get(decision);
  if (offer !== undefined) toasts.dismiss(offer);
  undoing.value = undefined;
  unsettle(caseId);
  toasts.say(t.peek().undone, {
    label: t.peek().openCase,
    run: () => go(pathOf(site, 'queue', 'all', caseId)),
  });
  undoCount.value += 1;
  void refresh();
}

/** Raised with each undo, so that lists of decisions load again. */
export const undoCount = signal(0);
