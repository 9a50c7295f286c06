import { ProblemError } from '@board/api';
import { createToasts, now, type Toasts } from '@board/ui';
import { effect, type Signal, signal } from '@preact/signals';
import { type Board, useBoard } from '../board';
import type { Me } from '../wire';
import { createDrafts, type Drafts } from './drafts';
import { Mine } from './mine';
import type { Overlay, Subject } from './overlay';
import { rename, settle } from './own';
import { type Parts, parts } from './parts';
import { Permalinks } from './permalinks';
import { problemText, STANDING_CODES } from './problems';
import { Rules } from './rules';
import { Session } from './session';
import { isBarred } from './standing';
import { t } from './strings';
import { Tagging } from './tagging';
import { createVoting, type Vote } from './voting';
import { Writing } from './writing';

/** A page that comes back to the front after this long asks again how its member stands. */
const STALE_MS = 60_000;

/** The reader as one who takes part: their session, what is theirs, and what they do. */
export class Member {
  readonly board: Board;
  readonly parts: Parts = parts;
  readonly session: Session;
  readonly rules: Rules;
  readonly mine: Mine;
  readonly tagging: Tagging;
  readonly writing: Writing;
  readonly drafts: Drafts;
  readonly toasts: Toasts = createToasts();
  readonly overlay: Signal<Overlay | undefined> = signal();
  readonly vote: (comment: string, value: Vote) => Promise<void>;
  #watching: () => void = () => undefined;
  #following: () => void = () => undefined;
  #last: string | undefined;
  #nickname: string | undefined;
  #asked = Date.now();

  constructor(board: Board) {
    const { site, article } = board.host.place;
    this.board = board;
    this.session = new Session(board);
    this.rules = new Rules(board);
    this.mine = new Mine(board);
    this.tagging = new Tagging(board, this.mine);
    this.writing = new Writing(board);
    this.drafts = createDrafts(site, article);
    this.vote = this.#voting();
  }

  /** Finds out who is reading, and from then on keeps what is theirs. */
  async start(): Promise<void> {
    this.#watching = effect(() => {
      const me = this.session.me.value;
      this.#name(me);
      void this.#welcome(me?.id);
    });
    document.addEventListener('visibilitychange', this.#comeBack);
    await this.session.start(this.board.host.token);
  }

  stop(): void {
    this.#watching();
    this.#following();
    document.removeEventListener('visibilitychange', this.#comeBack);
    this.session.stop();
  }

  /** Says a thing for a while; what was said before makes room. */
  say(text: string): void {
    for (const { id } of this.toasts.shown.value) this.toasts.dismiss(id);
    this.toasts.say(text);
  }

  /** What went wrong, in the reader's language. */
  textOf(error: unknown): string {
    return problemText(error, (clause) => this.rules.titleOf(clause));
  }

  /** Tells the reader what went wrong. */
  async failed(error: unknown): Promise<void> {
    this.say(this.textOf(error));
    await this.heed(error);
  }

  /** Where it was the member's standing that something failed of, learns how they stand now, and what became of theirs. */
  async heed(error: unknown): Promise<void> {
    if (error instanceof ProblemError && STANDING_CODES.includes(error.code)) {
      await Promise.all([this.session.reload(), this.#settle()]).catch(() => undefined);
    }
  }

  /**
   * Does what only a member may do: asks to sign in and to agree to the rules first where that is missing. Answers
   * undefined when the reader would rather not.
   */
  async asMember<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (!this.session.me.value && !(await this.signIn())) return undefined;
    if (!(await this.#agreed())) return undefined;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const over = error.status === 401 && !this.session.me.value;
      if (!over && error.code !== 'rulebook_not_agreed') throw error;
      if (!over) await this.rules.load(true);
      return (over ? await this.signIn() : await this.ask('agree')) ? act() : undefined;
    }
  }

  /** Signs in by the publisher's own way if it has one, else by ours. */
  async signIn(registering = false): Promise<boolean> {
    const own = this.board.host.signIn();
    if (!own) return this.ask('sign-in', registering);
    const token = await own();
    if (!token) return false;
    await this.session.exchange(token);
    return true;
  }

  async signOut(): Promise<void> {
    try {
      await this.session.signOut();
      this.say(t.value.signedOut);
    } catch (error) {
      await this.failed(error);
    }
  }

  /** Opens a dialog and waits for what the reader does. */
  ask(kind: 'sign-in' | 'agree', registering = false): Promise<boolean> {
    return new Promise((done) => {
      this.overlay.value = kind === 'agree' ? { kind, done } : { kind, registering, done };
    });
  }

  /** Opens the dialog to report a comment, tag or nickname. */
  async report(subject: Subject): Promise<void> {
    await this.asMember(async () => {
      this.overlay.value = { kind: 'report', subject };
    });
  }

  /** Closes the dialog that is open. */
  close(): void {
    this.overlay.value = undefined;
  }

  /** Whether the reader has yet to agree to the current rules. */
  get mustAgree(): boolean {
    const me = this.session.me.value;
    return me !== undefined && me.rulebook_agreed < (this.rules.current.value?.version ?? 0);
  }

  /** Whether the reader's standing keeps them from writing now. */
  get barred(): boolean {
    const me = this.session.me.value;
    return me !== undefined && isBarred(me.standing, now.value);
  }

  /** Opens what the page's hash names, now and whenever it changes. */
  follow(): void {
    this.#following = new Permalinks(this).follow();
  }

  /** The nickname of a member who stays may change: what is on the screen of theirs then follows. */
  #name(me: Me | undefined): void {
    if (me && me.id === this.#last && me.nickname !== this.#nickname) rename(this.board.discussion, me);
    this.#nickname = me?.nickname;
  }

  /** Loads what is the reader's own after somebody signed in, and clears it after they left. */
  async #welcome(member: string | undefined): Promise<void> {
    if (member === this.#last) return;
    this.#last = member;
    this.mine.clear();
    this.board.discussion.setHeld([]);
    const nickname = this.session.me.peek()?.nickname;
    this.board.host.emit('board:signin', { signedIn: member !== undefined, nickname });
    if (!member) return;
    try {
      const [mine] = await Promise.all([this.mine.load(), this.rules.load()]);
      if (member === this.#last) this.board.discussion.setHeld(mine.held);
    } catch (error) {
      await this.failed(error);
    }
  }

  /** A moderator who judged the member has likely judged what was held of theirs. */
  async #settle(): Promise<void> {
    const member = this.#last;
    if (!member) return;
    const { held } = await this.mine.load();
    if (member === this.#last) await settle(this.board.discussion, this.writing, held);
  }

  async #agreed(): Promise<boolean> {
    await this.rules.load();
    return !this.mustAgree || this.ask('agree');
  }

  #voting() {
    const { discussion } = this.board;
    return createVoting({
      read: (id) => ({
        votes: discussion.comment(id).value.votes,
        mine: this.mine.votes.value.get(id) ?? 0,
      }),
      show: (id, { votes, mine }) => {
        discussion.change(id, () => ({ votes }));
        this.mine.vote(id, mine);
      },
      send: (id, value) => {
        const path = { site: this.board.host.place.site, comment: id };
        return this.board.api.put('/sites/{site}/comments/{comment}/vote', { path, body: { value } });
      },
      failed: (error) => void this.failed(error),
    });
  }

  readonly #comeBack = () => {
    if (document.visibilityState !== 'visible' || Date.now() - this.#asked < STALE_MS) return;
    this.#asked = Date.now();
    this.session.reload().catch(() => undefined);
  };
}

/** The member of the board that a component belongs to. Components of this folder are shown only when there is one. */
export function useMember(): Member {
  const member = useBoard().member.value;
  if (!member) throw new Error('no member on this board yet');
  return member;
}
