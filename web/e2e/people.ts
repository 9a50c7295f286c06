import { randomInt } from 'node:crypto';
import { type Client, createClient, ProblemError } from '@board/api';
import type { Board } from './board';

/** Whoever has signed in by the API: a reader of a site, or an account of the desk. */
export interface Person {
  readonly id: string;
  /** What they sign in with; of a reader, the name others see too. */
  readonly name: string;
  readonly password: string;
  readonly api: Client;
}

/** The members of the demonstration joined weeks ago: the reports of three of them hold a subject. */
export type Regular =
  | '河岸散步'
  | '夜班護理師'
  | '阿凱'
  | '林太太'
  | '騎車上班'
  | '三號月台'
  | '小雨'
  | '站牌觀察員'
  | '大稻埕人'
  | '晚歸的貓'
  | '退休公務員'
  | '數學老師'
  | '早起的魚';

export const SITE = 'demo';

/** A word that nobody used before, for nicknames, labels and keys; of letters that make no word of a term list. */
export function unused(prefix: string): string {
  return prefix + Array.from({ length: 10 }, () => 'hqwy'[randomInt(4)]).join('');
}

/** The people of a Board: makes new ones, and finds those it was seeded with. */
export class People {
  readonly #board: Board;
  readonly #known = new Map<string, Promise<Person>>();

  constructor(board: Board) {
    this.#board = board;
  }

  /** Registers a new member. */
  async reader(name = unused('讀者'), site = SITE): Promise<Person> {
    const password = unused('secret-');
    const guest = clientOf(this.#board);
    const { version } = await guest.get('/sites/{site}/rulebook', { path: { site } });
    const session = await guest.post('/sites/{site}/members', {
      path: { site },
      query: { refresh: 'body' },
      body: { nickname: name, password, rulebook: version },
    });
    const api = clientOf(this.#board, session.access_token);
    return { id: session.member.id, name, password, api };
  }

  /** A member of the demonstration. */
  regular(name: Regular): Promise<Person> {
    return this.#once(name, async () => {
      const password = this.#printed(/^Readers: sign in as .+ with (\S+) \(shown once\)$/m);
      const session = await clientOf(this.#board).post('/sites/{site}/sessions', {
        path: { site: SITE },
        query: { refresh: 'body' },
        body: { name, password },
      });
      const api = clientOf(this.#board, session.access_token);
      return { id: session.member.id, name, password, api };
    });
  }

  /** The moderator of the demonstration. */
  moderator(): Promise<Person> {
    const password = () => this.#printed(/^Desk: +sign in as demo with (\S+) \(shown once\)$/m);
    return this.#once('/moderator', () => this.#atDesk('demo', password()));
  }

  /** A new account of the desk. */
  async account(role: 'moderator' | 'admin', site = SITE): Promise<Person> {
    const login = unused(role);
    const where = role === 'moderator' ? ['--site', site] : [];
    const printed = await this.#board.run('account', 'create', login, '--role', role, ...where);
    const password = /: (\S+)\s*$/m.exec(printed.split('\n').slice(1).join('\n'))?.[1];
    if (!password) throw new Error(`no password in ${printed}`);
    return this.#atDesk(login, password);
  }

  async #atDesk(name: string, password: string): Promise<Person> {
    const session = await clientOf(this.#board).post('/desk/sessions', { body: { login: name, password } });
    return { id: session.account.id, name, password, api: clientOf(this.#board, session.access_token) };
  }

  #once(name: string, make: () => Promise<Person>): Promise<Person> {
    const known = this.#known.get(name) ?? make();
    this.#known.set(name, known);
    return known;
  }

  #printed(pattern: RegExp): string {
    const found = pattern.exec(this.#board.output())?.[1];
    if (!found) throw new Error(`nothing like ${pattern} in:\n${this.#board.output()}`);
    return found;
  }
}

/**
 * A client that is signed in with a token, or nobody's. Each has an address of its own, told as a proxy would: the limits
 * of one address are not what these tests are about.
 */
export function clientOf(board: Board, token?: string): Client {
  const tokens = { current: () => token, refresh: async () => undefined };
  const client = createClient({ origin: board.url, tokens });
  const headers = { 'X-Forwarded-For': [10, randomInt(256), randomInt(256), randomInt(256)].join('.') };
  const by = (method: keyof Client) => (path: never, given: object) =>
    (client[method] as (path: never, given: object) => unknown)(path, { headers, ...given });
  const from = { get: by('get'), post: by('post'), put: by('put'), patch: by('patch'), delete: by('delete') };
  return from as unknown as Client;
}

/** The problem that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<ProblemError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}
