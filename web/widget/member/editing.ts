import type { Comment } from '../wire';

/** How long after it was written a comment may be edited. */
const EDIT_MS = 5 * 60_000;

/** How many milliseconds are left for editing, at a moment. */
export function editTimeLeft(
  { created_at, editable_until }: Pick<Comment, 'created_at' | 'editable_until'>,
  at: number,
): number {
  const end = editable_until ? Date.parse(editable_until) : Date.parse(created_at) + EDIT_MS;
  // Clocks differ a little: never promise more than there is.
  return Math.min(EDIT_MS, Math.max(0, end - at));
}

/** Minutes and seconds, as a clock shows them. */
export function clockOf(left: number): string {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
