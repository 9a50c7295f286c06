import type { Votes } from '../wire';

/** The votes after a member's own vote went from one value to another. */
export function revoted(votes: Votes, from: number, to: number): Votes {
  return {
    up: votes.up + Number(to === 1) - Number(from === 1),
    down: votes.down + Number(to === -1) - Number(from === -1),
  };
}

/** Up, down, or none. */
export type Vote = -1 | 0 | 1;

/** What is shown of the votes on one comment. */
export interface Ballot {
  votes: Votes;
  mine: number;
}

export interface VotingConfig {
  read(comment: string): Ballot;
  show(comment: string, ballot: Ballot): void;
  send(comment: string, value: Vote): Promise<Ballot>;
  failed(error: unknown): void;
}

/**
 * Votes are shown at once and sent one after the other, so that the last press is also the last to arrive. A refused one
 * is taken back to what the server last said.
 */
export function createVoting({ read, show, send, failed }: VotingConfig) {
  /** The vote each comment should end up with, while a request is under way. */
  const wanted = new Map<string, Vote>();

  return async (comment: string, value: Vote): Promise<void> => {
    const shown = read(comment);
    const running = wanted.has(comment);
    wanted.set(comment, value);
    show(comment, { votes: revoted(shown.votes, shown.mine, value), mine: value });
    if (running) return;

    let known = shown;
    let sent: Vote | undefined;
    try {
      while (sent !== wanted.get(comment)) {
        sent = wanted.get(comment) ?? 0;
        known = await send(comment, sent);
      }
    } catch (error) {
      failed(error);
    }
    wanted.delete(comment);
    show(comment, known);
  };
}
