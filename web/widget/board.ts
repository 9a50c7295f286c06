import { type Client, createClient } from '@board/api';
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Discussion } from './discussion';
import type { Member, Parts } from './member';
import type { Place } from './place';
import { language } from './strings';
import { Tags } from './tags';

/** What the element gives to the widget inside. */
export interface Host {
  /** Where Board runs. */
  origin: string;
  root: ShadowRoot;
  place: Place;
  /** The publisher's signed token, if the page has one. */
  token: string | undefined;
  /** The publisher's own way of signing in: answers a signed token, or nothing if the reader gave up. */
  signIn(): (() => Promise<string | undefined>) | undefined;
  /** Tells the page what happened, by a CustomEvent of this name. */
  emit(event: string, detail: Record<string, unknown>): void;
}

/**
 * One <board-comments>. It shows the discussion by itself; whatever a reader does to it is the Member's, whose code comes
 * in a chunk of its own beside the first page of comments.
 */
export class Board {
  readonly host: Host;
  readonly api: Client;
  readonly discussion: Discussion;
  readonly tags: Tags;
  readonly #member = signal<Member>();
  readonly #counting: () => void;
  #stopped = false;

  constructor(host: Host) {
    this.host = host;
    this.api = createClient({
      origin: host.origin,
      language: () => language.value,
      tokens: {
        current: () => this.#member.value?.session.token(),
        refresh: async () => this.#member.value?.session.refresh(),
      },
    });
    this.discussion = new Discussion(this.api, host.place);
    this.tags = new Tags(this.api, host.place);
    this.#counting = effect(() => {
      const count = this.discussion.count.value;
      if (this.discussion.article.value) host.emit('board:count', { count });
    });
  }

  /** The reader as one who takes part; undefined until that code is here. */
  get member(): ReadonlySignal<Member | undefined> {
    return this.#member;
  }

  /** Loads what everybody sees, and beside it what it takes to take part; again, where something of it is missing. */
  async start(): Promise<void> {
    // Without that code, because the connection broke, the discussion is there to read.
    const joining = this.#member.value ? undefined : this.#join().catch(() => undefined);
    await Promise.all([this.discussion.load(), this.tags.load().catch(() => undefined)]);
    if (this.discussion.state.value === 'failed') return;
    this.host.emit('board:ready', { count: this.discussion.count.value });
    await joining;
    if (!this.#stopped) this.#member.value?.follow();
  }

  stop(): void {
    this.#stopped = true;
    this.#counting();
    this.#member.value?.stop();
  }

  /** Signs in by another token of the publisher's, as when the reader signs in on the page. */
  async exchange(token: string): Promise<void> {
    await this.#member.value?.session.exchange(token).catch((error) => this.#member.value?.failed(error));
  }

  async #join(): Promise<void> {
    const { join } = await import('./member');
    const member = await join(this);
    if (this.#stopped) return member.stop();
    this.#member.value = member;
    await member.start();
  }
}

const BoardContext = createContext<Board | undefined>(undefined);
export const BoardProvider = BoardContext.Provider;

/** The board that a component belongs to. */
export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) throw new Error('no board around this component');
  return board;
}

/** The components for taking part, as soon as they are here. */
export function useParts(): Partial<Parts> {
  return useBoard().member.value?.parts ?? {};
}
