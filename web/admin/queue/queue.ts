import { batch, computed, signal } from '@preact/signals';
import type { QueueName } from '../router';
import { api } from '../session';
import type { CaseSummary, QueueCounts, SubjectKind } from '../wire';

/** How many cases the desk keeps at hand. Nobody scrolls further: the most urgent are on top. */
const PAGE = 50;

const kinds: Partial<Record<QueueName, SubjectKind>> = {
  comments: 'comment',
  tags: 'tag',
  nicknames: 'nickname',
};

const loaded = signal<readonly CaseSummary[] | undefined>(undefined);
/** Cases that are decided here but of which the server hasn't said so yet. */
const settled = signal<ReadonlySet<string>>(new Set());

/** The open queue, without what was just decided; undefined until it is here. */
export const cases = computed(() => loaded.value?.filter(({ id }) => !settled.value.has(id)));
export const counts = signal<QueueCounts | undefined>(undefined);
export const problem = signal<unknown>(undefined);
export const next = signal<string | undefined>(undefined);
export const busy = signal(false);

let open = { site: '', queue: 'all' as QueueName };
let running: AbortController | undefined;

/** Shows another queue. */
export function showQueue(site: string, queue: QueueName): void {
  if (site === open.site && queue === open.queue && loaded.peek()) return;
  if (site !== open.site) counts.value = undefined;
  open = { site, queue };
  batch(() => {
    loaded.value = undefined;
    next.value = undefined;
    problem.value = undefined;
  });
  void refresh();
}

/** Loads the first page of the open queue again. What is shown keeps its order, so nothing moves under a finger. */
export async function refresh(): Promise<void> {
  if (open.site) await load(undefined, (shown, fresh) => merged(shown, fresh));
}

export async function more(): Promise<void> {
  const cursor = next.peek();
  if (cursor) await load(cursor, (shown, fresh) => [...shown, ...fresh.filter((one) => !has(shown, one.id))]);
}

async function load(
  cursor: string | undefined,
  join: (shown: readonly CaseSummary[], fresh: readonly CaseSummary[]) => readonly CaseSummary[],
): Promise<void> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  busy.value = true;
  const kind = kinds[open.queue];
  const queue = open.queue === 'held' || open.queue === 'reported' ? open.queue : 'all';
  try {
    const page = await api.get('/sites/{site}/cases', {
      path: { site: open.site },
      query: { queue, limit: PAGE, ...(kind && { kind }), ...(cursor && { cursor }) },
      signal: mine.signal,
    });
    batch(() => {
      loaded.value = join(loaded.peek() ?? [], page.cases);
      counts.value = page.counts;
      next.value = page.next;
      problem.value = undefined;
    });
  } catch (error) {
    if (!mine.signal.aborted) problem.value = error;
  } finally {
    if (running === mine) busy.value = false;
  }
}

/**
 * The queue as it is now, in the order that was shown: what is gone goes, what is new comes after the one it follows on
 * the server.
 */
export function merged(shown: readonly CaseSummary[], fresh: readonly CaseSummary[]): CaseSummary[] {
  const now = new Map(fresh.map((one) => [one.id, one]));
  const result = shown.flatMap(({ id }) => now.get(id) ?? []);
  fresh.forEach((one, place) => {
    if (has(shown, one.id)) return;
    const before = fresh[place - 1]?.id;
    result.splice(result.findIndex(({ id }) => id === before) + 1, 0, one);
  });
  return result;
}

function has(list: readonly CaseSummary[], id: string): boolean {
  return list.some((one) => one.id === id);
}

/** The case before or after one; from nowhere, the first. */
export function neighbour(id: string | undefined, step: 1 | -1): CaseSummary | undefined {
  const list = cases.peek() ?? [];
  const at = list.findIndex((one) => one.id === id);
  return at < 0 ? list[0] : list[at + step];
}

/** Where to go when a case is done: the one after it, or before it at the end. */
export function afterwards(id: string): CaseSummary | undefined {
  const list = cases.peek() ?? [];
  const at = list.findIndex((one) => one.id === id);
  return at < 0 ? list[0] : (list[at + 1] ?? list[at - 1]);
}

/** Takes a case out of the queue before the server has said so. */
export function settle(id: string): void {
  settled.value = new Set([...settled.peek(), id]);
}

/** Puts it back: the decision was refused, or undone. */
export function unsettle(id: string): void {
  settled.value = new Set([...settled.peek()].filter((one) => one !== id));
}

export function inQueue(id: string): CaseSummary | undefined {
  return loaded.value?.find((one) => one.id === id);
}

/** A case as it was loaded anew: its row in the queue follows. */
export function updateRow(fresh: CaseSummary): void {
  loaded.value = loaded.peek()?.map((one) => (one.id === fresh.id ? fresh : one));
}
