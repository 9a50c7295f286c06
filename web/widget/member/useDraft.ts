import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Comment } from '../wire';
import { createAttempt } from './attempt';
import { useMember } from './member';
import { t } from './strings';

/** A text that is kept as a draft, and what sends it as a comment, or as a reply to a parent. */
export function useDraft(parent?: string) {
  const member = useMember();
  const { drafts, writing } = member;
  const text = useSignal(drafts.read(parent));
  const attempt = useMemo(createAttempt, []);
  // Not useSignalEffect: it comes a moment late, and a box that closes with its last change would keep the draft.
  useEffect(() => text.subscribe((now) => drafts.keep(now, parent)), []);

  /** Answers the comment, or undefined when the reader did not want to sign in. */
  const send = async (): Promise<Comment | undefined> => {
    const source = text.value.trim();
    const key = attempt.keyFor(source);
    const comment = await member.asMember(() => writing.post(source, parent, key));
    if (!comment) return undefined;
    attempt.done();
    text.value = '';
    const sent = parent ? t.value.replyPosted : t.value.posted;
    member.say(comment.status === 'held' ? t.value.postedHeld : sent);
    return comment;
  };
  return { text, send };
}
