import { type ReadonlySignal, signal } from '@preact/signals';
import type { Board } from '../board';
import { language } from '../strings';
import type { Rulebook } from '../wire';

/** The posting rules in the reader's language, fetched when they are first needed. */
export class Rules {
  readonly #current = signal<Rulebook>();
  readonly #board: Board;
  #loading: Promise<Rulebook> | undefined;
  #spoken = language.value;

  constructor(board: Board) {
    this.#board = board;
  }

  get current(): ReadonlySignal<Rulebook | undefined> {
    return this.#current;
  }

  /** The rulebook; asks the server again when told to. */
  load(again = false): Promise<Rulebook> {
    if (again || this.#spoken !== language.value) this.#loading = undefined;
    this.#spoken = language.value;
    this.#loading ??= this.#fetch().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** The title of a clause, where the rulebook is here and has it. */
  titleOf(clause: unknown): string | undefined {
    return this.#current.value?.clauses.find(({ code }) => code === clause)?.title;
  }

  async #fetch(): Promise<Rulebook> {
    const { api, host } = this.#board;
    const path = { site: host.place.site };
    const query = { language: language.value };
    this.#current.value = await api.get('/sites/{site}/rulebook', { path, query });
    return this.#current.value;
  }
}
