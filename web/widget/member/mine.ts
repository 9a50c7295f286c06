import { type ReadonlySignal, signal } from '@preact/signals';
import type { Board } from '../board';
import type { Mine as Answer, Tag } from '../wire';

type Reported = Answer['reported'];
const nothingReported: Reported = { comments: [], tags: [], members: [] };

/** What of this article is the reader's own. The pages of a discussion are the same for everyone, so it comes apart. */
export class Mine {
  readonly #votes = signal<ReadonlyMap<string, number>>(new Map());
  readonly #tags = signal<readonly string[]>([]);
  readonly #heldTags = signal<readonly Tag[]>([]);
  readonly #reported = signal(nothingReported);
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  get votes(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#votes;
  }

  get tags(): ReadonlySignal<readonly string[]> {
    return this.#tags;
  }

  get heldTags(): ReadonlySignal<readonly Tag[]> {
    return this.#heldTags;
  }

  get reported(): ReadonlySignal<Reported> {
    return this.#reported;
  }

  async load(): Promise<Answer> {
    const { site, article } = this.#board.host.place;
    const path = { site, article };
    const mine = await this.#board.api.get('/sites/{site}/articles/{article}/me', { path });
    this.#votes.value = new Map(mine.votes.map(({ comment, value }) => [comment, value]));
    this.setTags(mine.tags, mine.held_tags);
    this.#reported.value = mine.reported;
    return mine;
  }

  clear(): void {
    this.#votes.value = new Map();
    this.setTags([], []);
    this.#reported.value = nothingReported;
  }

  vote(comment: string, value: number): void {
    this.#votes.value = new Map(this.#votes.value).set(comment, value);
  }

  report(kind: keyof Reported, id: string): void {
    const now = this.#reported.value;
    this.#reported.value = { ...now, [kind]: [...now[kind], id] };
  }

  setTags(placed: readonly string[], held: readonly Tag[]): void {
    this.#tags.value = placed;
    this.#heldTags.value = held;
  }
}
