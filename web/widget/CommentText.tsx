import { Body } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './strings';
import type { Comment } from './wire';

/** The text of a comment; a very long one is cut, and opens at a press. */
export function CommentText({ comment }: { comment: Comment }) {
  const box = useRef<HTMLDivElement>(null);
  const long = useSignal(false);
  const open = useSignal(false);
  useEffect(() => {
    const { current } = box;
    if (current) long.value = current.scrollHeight > current.clientHeight + 1;
  }, [comment.revision]);
  const show = () => {
    open.value = true;
  };
  return (
    <>
      <div ref={box} class="comment-text" data-open={long.value ? open.value : undefined}>
        <Body nodes={comment.body ?? []} />
      </div>
      {long.value && !open.value && (
        <button type="button" class="show-all" onClick={show}>
          {t.value.showAll}
        </button>
      )}
    </>
  );
}
