import type { Board } from '../board';
import type { Comment } from '../wire';

/** What a member writes, changes and withdraws. */
export class Writing {
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  /** Posts a comment or reply. The same key makes a repeated attempt the same comment. */
  async post(source: string, parent: string | undefined, key: string): Promise<Comment> {
    const { discussion, host } = this.#board;
    const { site, article, url, title } = host.place;
    const { comment } = await this.#board.api.post('/sites/{site}/articles/{article}/comments', {
      path: { site, article },
      body: { source, article_url: url, article_title: title, ...(parent && { parent_id: parent }) },
      idempotencyKey: key,
    });
    discussion.add(comment);
    if (comment.status === 'published') discussion.tally(comment, 1);
    return comment;
  }

  /** Fetches a comment with its source and the end of its time for edits, which only its author gets. */
  async load(id: string): Promise<Comment> {
    const comment = await this.#board.api.get('/sites/{site}/comments/{comment}', { path: this.#path(id) });
    this.#board.discussion.keep(comment);
    return comment;
  }

  /** Changes a comment, over the revision that was seen. */
  async edit({ id, revision }: Comment, source: string): Promise<Comment> {
    const edited = await this.#board.api.patch('/sites/{site}/comments/{comment}', {
      path: this.#path(id),
      body: { source, revision },
    });
    this.#board.discussion.keep(edited);
    return edited;
  }

  /** Withdraws the reader's own comment; with replies below it, a tombstone stays. */
  async withdraw(id: string): Promise<void> {
    const { api, discussion } = this.#board;
    const comment = discussion.comment(id).value;
    await api.delete('/sites/{site}/comments/{comment}', { path: this.#path(id) });
    if (comment.status === 'published') discussion.tally(comment, -1);
    if (comment.reply_count === 0) return discussion.forget(id);
    const { author, body, source, ...rest } = comment;
    discussion.keep({ ...rest, status: 'withdrawn' });
  }

  #path(comment: string) {
    return { site: this.#board.host.place.site, comment };
  }
}
