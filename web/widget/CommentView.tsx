import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type Author, Byline } from './Byline';
import { useBoard, useParts } from './board';
import { CommentText } from './CommentText';
import { hashOf } from './place';
import { t } from './strings';
import type { Comment } from './wire';

interface CommentViewProps {
  id: string;
  /** Shown beside what it answers, so it says what that is. */
  flat: boolean;
  /** How many comments stand below it. */
  below: number;
}

/** One comment, or what is left of it. */
export function CommentView({ id, flat, below }: CommentViewProps) {
  const { discussion } = useBoard();
  const comment = discussion.comment(id).value;
  const { author, body, status } = comment;
  const element = useScrolledTo(id);
  return (
    <article
      ref={element}
      class="comment"
      part="comment"
      tabIndex={-1}
      aria-label={author ? t.value.commentBy(author.nickname) : t.value.heading}
      data-target={discussion.target.value === id}
      data-status={status}
    >
      {author && body ? (
        <Shown comment={comment} author={author} flat={flat} below={below} />
      ) : (
        <Tombstone status={status} />
      )}
    </article>
  );
}

interface ShownProps {
  comment: Comment;
  author: Author;
  flat: boolean;
  below: number;
}

function Shown({ comment, author, flat, below }: ShownProps) {
  const { Actions = ActionsPlace, EditForm } = useParts();
  const editing = useSignal(false);
  return (
    <>
      <Byline comment={comment} author={author} />
      <div class="comment-main">
        {comment.status === 'held' && <p class="held-note">{t.value.heldOwn}</p>}
        {flat && <InReplyTo comment={comment} />}
        {editing.value && EditForm ? (
          <EditForm comment={comment} editing={editing} />
        ) : (
          <>
            <CommentText comment={comment} />
            <Actions comment={comment} below={below} editing={editing} />
          </>
        )}
      </div>
    </>
  );
}

/** As high as what comes here. */
function ActionsPlace() {
  return <div class="actions" />;
}

function InReplyTo({ comment }: { comment: Comment }) {
  const to = comment.in_reply_to;
  if (!to) return null;
  return (
    <a class="in-reply-to" href={hashOf(to.id)}>
      {to.nickname ? t.value.inReplyTo(to.nickname) : t.value.inReplyToGone}
    </a>
  );
}

function Tombstone({ status }: { status: Comment['status'] }) {
  if (status === 'withdrawn') return <p class="tombstone">{t.value.tombWithdrawn}</p>;
  return <p class="tombstone">{status === 'held' ? t.value.tombHeld : t.value.tombRemoved}</p>;
}

/** Scrolls to the comment, and gives it the focus, when it is the one a permalink names. */
function useScrolledTo(id: string) {
  const { discussion } = useBoard();
  const element = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    if (discussion.target.value !== id) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    requestAnimationFrame(() => {
      element.current?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
      element.current?.focus({ preventScroll: true });
    });
  });
  return element;
}
