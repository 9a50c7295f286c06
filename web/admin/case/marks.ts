import type { Action, Signal } from '../wire';

/** A stretch of a text with the numbers of the signals that lie over it: their places in the list of signals. */
export interface Stretch {
  text: string;
  signals: readonly number[];
}

/** Cuts a text where signals begin and end. Their offsets count code points, as the API does. */
export function stretches(text: string, signals: readonly Signal[]): Stretch[] {
  const points = [...text];
  const placed = signals.flatMap((one, number) => {
    const start = Math.max(0, one.start ?? 0);
    const end = Math.min(points.length, one.end ?? 0);
    return start < end ? [{ start, end, number }] : [];
  });
  const cuts = [...new Set([0, points.length, ...placed.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => ({
    text: points.slice(from, cuts[at + 1]).join(''),
    signals: placed.filter(({ start, end }) => start <= from && from < end).map(({ number }) => number),
  }));
}

/** Signals that say the same of different places in the text, with their places in the list. */
export interface Alike {
  signal: Signal;
  numbers: readonly number[];
}

/** Puts together what one line tells: the same rule, or the same term of the same list, as often as it was met. */
export function alike(signals: readonly Signal[]): Alike[] {
  const lines = new Map<string, { signal: Signal; numbers: number[] }>();
  for (const [number, signal] of signals.entries()) {
    const { action, code, term, list, clause } = signal;
    const key = JSON.stringify([action, code, term, list, clause]);
    const line = lines.get(key);
    if (line) line.numbers.push(number);
    else lines.set(key, { signal, numbers: [number] });
  }
  return [...lines.values()];
}

const order: readonly Action[] = ['note', 'hold', 'refuse'];

/** The strictest of the actions. */
export function strictest(actions: readonly Action[]): Action {
  return actions.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'note');
}

/** The clause that signals and reports speak of, if it holds for the kind of subject: the first is the most named. */
export function suggested(named: readonly string[], known: readonly string[]): string {
  return named.find((code) => known.includes(code)) ?? '';
}
