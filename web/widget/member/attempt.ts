import { newIdempotencyKey } from '@board/api';

/** The keys of a write that may have to be tried again. */
export interface Attempt {
  /** The key for this content: the same one as long as the content is the same and has not come through. */
  keyFor(content: string): string;
  /** It came through: the same content again is a new write. */
  done(): void;
}

export function createAttempt(): Attempt {
  let last: { content: string; key: string } | undefined;
  return {
    keyFor(content) {
      if (last?.content !== content) last = { content, key: newIdempotencyKey() };
      return last.key;
    },
    done() {
      last = undefined;
    },
  };
}
