import type { Client } from '@board/api';
import { signal } from '@preact/signals';
import type { Place } from './place';
import type { Tag } from './wire';

/** The tags of an article. */
export class Tags {
  readonly list = signal<readonly Tag[]>([]);
  /** Whether the first answer is here. */
  readonly known = signal(false);
  /** Whether all of them are shown, and not just one line. */
  readonly open = signal(false);
  readonly #api: Client;
  readonly #place: Place;

  constructor(api: Client, place: Place) {
    this.#api = api;
    this.#place = place;
  }

  async load(): Promise<void> {
    const { site, article } = this.#place;
    try {
      const path = { site, article };
      const { tags } = await this.#api.get('/sites/{site}/articles/{article}/tags', { path });
      this.list.value = tags;
    } finally {
      this.known.value = true;
    }
  }

  /** Shows a tag as it stands now; one that nobody places any more is gone. */
  put(tag: Tag): void {
    const others = this.list.value.filter(({ id }) => id !== tag.id);
    const known = others.length < this.list.value.length;
    if (tag.count === 0) this.list.value = others;
    else if (!known) this.list.value = [...others, tag];
    else this.list.value = this.list.value.map((other) => (other.id === tag.id ? tag : other));
  }
}
