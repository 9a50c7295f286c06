import { computed } from '@preact/signals';
import type { Board } from '../board';
import type { Tag } from '../wire';
import type { Mine } from './mine';

/** How many tags one member may place on an article. */
export const MOST_TAGS = 3;

/** Places tags on the article and takes them back. */
export class Tagging {
  readonly #board: Board;
  readonly #mine: Mine;

  constructor(board: Board, mine: Mine) {
    this.#board = board;
    this.#mine = mine;
  }

  /** The reader's own tags that wait for a moderator. */
  readonly held = computed(() => {
    const shown = new Set(this.#board.tags.list.value.map(({ id }) => id));
    return this.#mine.heldTags.value.filter(({ id }) => !shown.has(id));
  });
  /** The tags that the reader placed, held ones too. */
  readonly placed = computed(
    () => new Set([...this.#mine.tags.value, ...this.held.value.map(({ id }) => id)]),
  );

  /** Places a tag. The same key makes a repeated attempt the same tag. */
  async place(label: string, key?: string): Promise<Tag> {
    const { site, article, url, title } = this.#board.host.place;
    const tag = await this.#board.api.post('/sites/{site}/articles/{article}/tags', {
      path: { site, article },
      body: { label, article_url: url, article_title: title },
      ...(key && { idempotencyKey: key }),
    });
    const { tags, heldTags } = this.#mine;
    const held = heldTags.value.filter(({ id }) => id !== tag.id);
    this.#mine.setTags([...new Set([...tags.value, tag.id])], tag.status === 'held' ? [...held, tag] : held);
    if (tag.status === 'published') this.#board.tags.put(tag);
    return tag;
  }

  /** Takes back a tag that the reader placed. */
  async withdraw(tag: Tag): Promise<void> {
    const path = { site: this.#board.host.place.site, tag: tag.id };
    await this.#board.api.delete('/sites/{site}/tags/{tag}/tagging', { path });
    const { tags, heldTags } = this.#mine;
    const others = (id: string) => id !== tag.id;
    this.#mine.setTags(
      tags.value.filter(others),
      heldTags.value.filter(({ id }) => others(id)),
    );
    this.#board.tags.put({ ...tag, count: tag.count - 1 });
  }
}
