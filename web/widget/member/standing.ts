import type { Standing } from '../wire';

/** Whether a standing keeps its member from writing, at a moment. A suspension whose time is over is over. */
export function isBarred({ kind, until }: Standing, at: number): boolean {
  return kind === 'ended' || (kind === 'suspended' && (until === undefined || Date.parse(until) > at));
}
