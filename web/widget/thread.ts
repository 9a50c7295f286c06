import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { inOrder, type Node, nested } from './tree';
import type { Comment, CommentThread } from './wire';

/** A root and what is loaded of its replies. */
export interface Thread {
  readonly root: string;
  readonly replies: Signal<readonly string[]>;
  /** The cursor of further replies: empty for the first of them, undefined when all are here. */
  readonly next: Signal<string | undefined>;
  readonly busy: Signal<boolean>;
  readonly tree: ReadonlySignal<Node[]>;
}

/** The comments that are loaded, each a signal, so that a vote redraws one comment and not the discussion. */
export class Comments {
  /** The reader's own replies, which the pages may not have yet. */
  readonly own = signal<readonly string[]>([]);
  readonly #byID = new Map<string, Signal<Comment>>();
  #held = new Map<string, Comment>();

  get(id: string): Signal<Comment> {
    const found = this.#byID.get(id);
    if (!found) throw new Error(`comment ${id} is not loaded`);
    return found;
  }

  /** Takes a comment as the server has it now. Its author goes on seeing a held one, where others get a tombstone. */
  keep(comment: Comment): string {
    const now =
      comment.status === 'held' && !comment.body ? (this.#held.get(comment.id) ?? comment) : comment;
    const known = this.#byID.get(comment.id);
    if (known) known.value = now;
    else this.#byID.set(comment.id, signal(now));
    return comment.id;
  }

  /** Every comment that was loaded, as it is now. */
  all(): Comment[] {
    return [...this.#byID.values()].map((comment) => comment.peek());
  }

  change(id: string, by: (comment: Comment) => Partial<Comment>): void {
    const found = this.#byID.get(id);
    if (found) found.value = { ...found.value, ...by(found.value) };
  }

  /** Counts a reply that came or went, on its root and on the comment it answers. */
  countReply({ id, root_id, parent_id }: Comment, by: number): void {
    for (const above of new Set([root_id, parent_id])) {
      if (above && above !== id) this.change(above, ({ reply_count }) => ({ reply_count: reply_count + by }));
    }
  }

  /** Remembers what waits for a moderator and is the reader's own. */
  setHeld(held: readonly Comment[]): void {
    this.own.value = this.own.value.filter((id) => this.get(id).value.status !== 'held');
    this.#held = new Map(held.map((comment) => [comment.id, comment]));
  }

  thread({ root, replies, next }: CommentThread): Thread {
    const id = this.keep(root);
    const ids = signal<readonly string[]>(replies.map((reply) => this.keep(reply)));
    const tree = computed(() => {
      const own = this.own.value.filter((reply) => this.get(reply).peek().root_id === id);
      const all = inOrder(ids.value, own).map((reply) => this.get(reply).peek());
      return nested(id, all);
    });
    return { root: id, replies: ids, next: signal(next), busy: signal(false), tree };
  }
}
