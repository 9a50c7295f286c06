import { createClient, ProblemError } from '@board/api';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Board } from '../board';
import { language } from '../strings';
import type { Me, Session as Signed } from '../wire';

/** How long before its end an access token is renewed, and how soon at the earliest. */
const EARLY_MS = 60_000;
const SOONEST_MS = 30_000;
/** Another tab is turning the same refresh token over: its cookie is there a moment later. */
const RACED_MS = 700;

/** Who is signed in. The access token is in memory only; the refresh token is a cookie that no script can read. */
export class Session {
  readonly #me = signal<Me>();
  readonly #known = signal(false);
  readonly #board: Board;
  /** The sessions' own calls go without a token: a 401 there must not lead back to refreshing. */
  readonly #open;
  readonly #path: { site: string };
  #access: string | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(board: Board) {
    const { origin, place } = board.host;
    this.#board = board;
    this.#path = { site: place.site };
    this.#open = createClient({ origin, language: () => language.value });
  }

  get me(): ReadonlySignal<Me | undefined> {
    return this.#me;
  }

  /** Whether it is known yet who is signed in. */
  get known(): ReadonlySignal<boolean> {
    return this.#known;
  }

  token(): string | undefined {
    return this.#access;
  }

  /** Takes up the session: by the publisher's signed token, or by the cookie of an earlier visit. */
  async start(token: string | undefined): Promise<void> {
    if (token) await this.exchange(token).catch(() => this.refresh());
    else await this.refresh();
    this.#known.value = true;
  }

  async signIn(name: string, password: string): Promise<void> {
    const body = { name, password };
    const path = this.#path;
    this.#take(await this.#open.post('/sites/{site}/sessions', { path, body, credentials: 'include' }));
  }

  async register(body: {
    nickname: string;
    password: string;
    email?: string;
    rulebook: number;
  }): Promise<void> {
    const path = this.#path;
    this.#take(await this.#open.post('/sites/{site}/members', { path, body, credentials: 'include' }));
  }

  /** Exchanges the publisher's signed token (single sign-on). */
  async exchange(token: string): Promise<void> {
    const path = this.#path;
    const body = { token };
    try {
      this.#take(await this.#open.post('/sites/{site}/sessions/sso', { path, body, credentials: 'include' }));
    } catch (error) {
      if (error instanceof ProblemError && error.status > 0) tellPublisher(error);
      throw error;
    }
  }

  /** Gets a new access token by the cookie; undefined when there is none to get. */
  async refresh(): Promise<string | undefined> {
    try {
      const signed = await this.#renew(true);
      if (signed) this.#take(signed);
      else this.#drop();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Only an answer ends the session; a lost connection or a busy server doesn't, and is tried again.
      if (error.status === 401 || error.status === 403) this.#drop();
      else this.#later((error.retryAfter ?? 0) * 1000);
      return undefined;
    }
    return this.#access;
  }

  async signOut(): Promise<void> {
    const path = this.#path;
    await this.#board.api.delete('/sites/{site}/sessions/current', { path, credentials: 'include' });
    this.#drop();
  }

  /** Asks again who the member is, and how they stand. */
  async reload(): Promise<void> {
    if (this.#access) this.#me.value = await this.#board.api.get('/sites/{site}/me', { path: this.#path });
  }

  /** Takes what the server said of the member. */
  update(me: Me): void {
    this.#me.value = me;
  }

  /** Stops renewing. */
  stop(): void {
    clearTimeout(this.#renewal);
  }

  #take(signed: Signed): void {
    this.#access = signed.access_token;
    this.#me.value = signed.member;
    this.#later(Date.parse(signed.expires_at) - Date.now() - EARLY_MS);
  }

  #later(wait: number): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.refresh(), Math.max(wait, SOONEST_MS));
  }

  #drop(): void {
    this.#access = undefined;
    this.#me.value = undefined;
    clearTimeout(this.#renewal);
  }

  /** Answers undefined where nobody was signed in. */
  async #renew(mayWait: boolean): Promise<Signed | undefined> {
    try {
      const path = this.#path;
      return await this.#open.post('/sites/{site}/sessions/refresh', { path, credentials: 'include' });
    } catch (error) {
      if (!mayWait || !(error instanceof ProblemError) || error.code !== 'refresh_raced') throw error;
      await new Promise((resolve) => setTimeout(resolve, RACED_MS));
      return this.#renew(false);
    }
  }
}

/** Says why a signed token was no good: readers can do nothing about it, the publisher's developers can. */
function tellPublisher({ code, detail }: ProblemError): void {
  // biome-ignore lint/suspicious/noConsole: the console is where the developer of the page looks.
  console.warn(`<board-comments>: the signed token was not accepted (${code}): ${detail}`);
}
