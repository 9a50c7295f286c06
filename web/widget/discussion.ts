import type { Client } from '@board/api';
import { computed, type Signal, signal } from '@preact/signals';
import type { Place } from './place';
import { Comments, type Thread } from './thread';
import { inOrder } from './tree';
import type { Article, Comment, CommentThread } from './wire';

export type Sort = 'newest' | 'oldest' | 'top';

const PAGE = 20;

/** The comments under an article, as far as they are loaded. */
export class Discussion {
  readonly article = signal<Article>();
  readonly sort = signal<Sort>('newest');
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  /** What the first page failed of. */
  readonly problem = signal<unknown>();
  readonly busy = signal(false);
  /** The thread of a permalink. */
  readonly pinned = signal<Thread>();
  /** Threads the reader began just now, or that are held. */
  readonly own = signal<readonly Thread[]>([]);
  /** Comments whose replies are folded away. */
  readonly folded = signal<ReadonlySet<string>>(new Set());
  /** The comment to scroll to. */
  readonly target = signal<string>();

  readonly #api: Client;
  readonly #path: { site: string; article: string };
  readonly #comments = new Comments();
  readonly #loaded = signal<readonly Thread[]>([]);
  readonly #next = signal<string>();
  /** Published comments that came and went since the page was fetched. */
  readonly #added = signal(0);
  #turn = 0;

  constructor(api: Client, place: Place) {
    this.#api = api;
    this.#path = { site: place.site, article: place.article };
  }

  readonly count = computed(() => (this.article.value?.comment_count ?? 0) + this.#added.value);
  readonly hasMore = computed(() => this.#next.value !== undefined);

  /** The threads of the pages that aren't shown above them. */
  readonly threads = computed(() => {
    const above = new Set([this.pinned.value, ...this.own.value].map((thread) => thread?.root));
    return this.#loaded.value.filter(({ root }) => !above.has(root));
  });

  comment(id: string): Signal<Comment> {
    return this.#comments.get(id);
  }

  /** Every comment that was loaded, as it is now. */
  all(): Comment[] {
    return this.#comments.all();
  }

  /** Changes what is shown of a comment. */
  change(id: string, by: (comment: Comment) => Partial<Comment>): void {
    this.#comments.change(id, by);
  }

  async load(sort: Sort = this.sort.value): Promise<void> {
    const turn = ++this.#turn;
    this.sort.value = sort;
    if (!this.article.value) this.state.value = 'loading';
    this.busy.value = true;
    try {
      const page = await this.#page();
      if (turn !== this.#turn) return;
      this.article.value = page.article;
      this.#added.value = 0;
      this.#loaded.value = page.threads.map((thread) => this.#comments.thread(thread));
      this.own.value = this.own.value.filter(({ root }) => this.comment(root).value.status === 'held');
      this.#next.value = page.next;
      this.state.value = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem.value = error;
      this.state.value = 'failed';
    }
    this.busy.value = false;
  }

  async loadMore(): Promise<void> {
    const turn = this.#turn;
    this.busy.value = true;
    try {
      const page = await this.#page(this.#next.value);
      if (turn !== this.#turn) return;
      const known = new Set(this.#loaded.value.map(({ root }) => root));
      const fresh = page.threads.filter(({ root }) => !known.has(root.id));
      this.#loaded.value = [...this.#loaded.value, ...fresh.map((thread) => this.#comments.thread(thread))];
      this.#next.value = page.next;
    } finally {
      if (turn === this.#turn) this.busy.value = false;
    }
  }

  async loadReplies(thread: Thread): Promise<void> {
    thread.busy.value = true;
    try {
      const list = await this.#replies(thread.root, thread.next.value);
      const ids = list.comments.map((comment) => this.#comments.keep(comment));
      thread.replies.value = inOrder(thread.replies.value, ids);
      thread.next.value = list.next;
    } finally {
      thread.busy.value = false;
    }
  }

  /** Whether a comment is loaded and shown. */
  has(id: string): boolean {
    return this.#shown().some(({ root, replies }) => root === id || replies.value.includes(id));
  }

  /** Shows a thread that was fetched for one comment of it: within the list if it is there, else above it. */
  show(thread: CommentThread): void {
    const known = this.#shown().find(({ root }) => root === thread.root.id);
    if (known) {
      const ids = thread.replies.map((reply) => this.#comments.keep(reply));
      known.replies.value = inOrder(known.replies.value, ids);
    } else this.pinned.value = this.#comments.thread(thread);
  }

  /** Scrolls to a comment, and unfolds what may hide it. */
  aim(id: string): void {
    this.folded.value = new Set();
    this.target.value = undefined;
    this.target.value = id;
  }

  /** Folds the replies of a comment away, or out again. */
  fold(id: string): void {
    const now = new Set(this.folded.value);
    if (!now.delete(id)) now.add(id);
    this.folded.value = now;
  }

  /** Puts in a comment of the reader's own: a root above the others, a reply into its thread. */
  add(comment: Comment): void {
    const id = this.#comments.keep(comment);
    if (comment.parent_id) this.#comments.own.value = inOrder(this.#comments.own.value, [id]);
    else if (!this.#shown().some(({ root }) => root === id)) {
      this.own.value = [this.#comments.thread({ root: comment, replies: [] }), ...this.own.value];
    }
  }

  /** Takes a comment as the server has it now. */
  keep(comment: Comment): void {
    this.#comments.keep(comment);
  }

  /** Counts a published comment that came or went. */
  tally(comment: Comment, by: number): void {
    this.#added.value += by;
    this.#comments.countReply(comment, by);
  }

  /** Shows a comment no more. */
  forget(id: string): void {
    const others = ({ root }: Thread) => root !== id;
    if (this.pinned.value?.root === id) this.pinned.value = undefined;
    this.own.value = this.own.value.filter(others);
    this.#loaded.value = this.#loaded.value.filter(others);
    this.#comments.own.value = this.#comments.own.value.filter((reply) => reply !== id);
    for (const { replies } of this.#shown()) replies.value = replies.value.filter((reply) => reply !== id);
  }

  /** Puts in what waits for a moderator, seen by its author alone; none when nobody is signed in. */
  setHeld(held: readonly Comment[]): void {
    this.own.value = this.own.value.filter(({ root }) => this.comment(root).value.status !== 'held');
    this.#comments.setHeld(held);
    for (const comment of held) this.add(comment);
  }

  #shown(): Thread[] {
    return [...(this.pinned.value ? [this.pinned.value] : []), ...this.own.value, ...this.#loaded.value];
  }

  #page(cursor?: string) {
    const query = { sort: this.sort.value, limit: PAGE, ...(cursor && { cursor }) };
    return this.#api.get('/sites/{site}/articles/{article}/comments', { path: this.#path, query });
  }

  #replies(comment: string, cursor?: string) {
    const path = { site: this.#path.site, comment };
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    return this.#api.get('/sites/{site}/comments/{comment}/replies', { path, query });
  }
}
