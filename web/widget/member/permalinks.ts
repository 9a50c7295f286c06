import { ProblemError } from '@board/api';
import { commentIn } from '../place';
import type { Comment, CommentThread } from '../wire';
import type { Member } from './member';
import { t } from './strings';

const PAGE = 20;

/** Opens the comments that the page's hash names. */
export class Permalinks {
  readonly #member: Member;

  constructor(member: Member) {
    this.#member = member;
  }

  /** Opens the one that the page came with, and from then on each that the hash changes to; answers how to stop. */
  follow(): () => void {
    const open = () => {
      const id = commentIn(location.hash);
      if (id) void this.open(id);
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }

  async open(id: string): Promise<void> {
    const { discussion } = this.#member.board;
    try {
      if (!discussion.has(id)) discussion.show(await this.#thread(id));
      discussion.aim(id);
    } catch (error) {
      const gone = error instanceof ProblemError && error.status >= 400 && error.status < 500;
      this.#member.say(gone ? t.value.notFound : this.#member.textOf(error));
    }
  }

  /** A comment with all it answers up to its root, and its first replies. */
  async #thread(id: string): Promise<CommentThread> {
    const found = await this.#comment(id);
    const below = await this.#replies(id);
    const line = [found];
    while (line[0]?.parent_id) line.unshift(await this.#comment(line[0].parent_id));
    const [root = found, ...replies] = line;
    // The cursor of a reply's own replies isn't one of the root's: that list begins anew.
    const next = found === root ? below.next : '';
    return { root, replies: [...replies, ...below.comments], ...(next !== undefined && { next }) };
  }

  #comment(comment: string): Promise<Comment> {
    const { api, host } = this.#member.board;
    return api.get('/sites/{site}/comments/{comment}', { path: { site: host.place.site, comment } });
  }

  #replies(comment: string) {
    const { api, host } = this.#member.board;
    const path = { site: host.place.site, comment };
    return api.get('/sites/{site}/comments/{comment}/replies', { path, query: { limit: PAGE } });
  }
}
