import { ProblemError } from '@board/api';
import type { Discussion } from '../discussion';
import type { Comment, Me } from '../wire';
import type { Writing } from './writing';

/** Puts a member's new nickname onto what is on the screen of theirs, and onto the answers to it. */
export function rename(discussion: Discussion, { id, nickname }: Pick<Me, 'id' | 'nickname'>): void {
  const all = discussion.all();
  const own = new Set(all.filter(({ author }) => author?.id === id).map((comment) => comment.id));
  for (const comment of all) {
    const { author, in_reply_to } = comment;
    const answers = in_reply_to?.nickname !== undefined && own.has(in_reply_to.id);
    if (author?.id !== id && !answers) continue;
    discussion.keep({
      ...comment,
      ...(author?.id === id && { author: { ...author, nickname } }),
      ...(answers && { in_reply_to: { ...in_reply_to, nickname } }),
    });
  }
}

/** Shows what became of the reader's comments that are no longer held, and those that are. */
export async function settle(
  discussion: Discussion,
  writing: Pick<Writing, 'load'>,
  held: readonly Comment[],
): Promise<void> {
  const still = new Set(held.map(({ id }) => id));
  const judged = discussion
    .all()
    .filter(({ id, status, body }) => status === 'held' && body && !still.has(id));
  await Promise.all(judged.map(({ id }) => look(discussion, writing, id)));
  discussion.setHeld(held);
}

async function look(discussion: Discussion, writing: Pick<Writing, 'load'>, id: string): Promise<void> {
  try {
    const { author, body, source, ...rest } = await writing.load(id);
    // Its author may still read what was removed; on the page it is gone for them too.
    if (rest.status === 'removed' || rest.status === 'withdrawn') discussion.keep(rest);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) discussion.forget(id);
  }
}
