import { Spinner } from '@board/ui';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Comment } from '../wire';
import { clockOf, editTimeLeft } from './editing';
import { useMember } from './member';
import { t } from './strings';
import { TextBox } from './TextBox';

/** Where an author changes a comment, for as long as that is allowed. */
export function EditForm({ comment, editing }: { comment: Comment; editing: Signal<boolean> }) {
  const member = useMember();
  const { writing } = member;
  const text = useSignal(comment.source ?? '');
  const left = useTimeLeft(comment);
  const close = () => {
    editing.value = false;
  };

  useEffect(() => {
    // The source is the author's alone, so it isn't on the page that everybody gets; where it is here, nothing may come
    // late over what is being typed.
    if (comment.source !== undefined) return;
    const loaded = writing.load(comment.id).then(({ source = '' }) => {
      text.value = source;
    });
    loaded.catch((error) => {
      void member.failed(error);
      close();
    });
  }, []);

  const save = async () => {
    const edited = await writing.edit(comment, text.value.trim());
    member.say(edited.status === 'held' ? t.value.postedHeld : t.value.saved);
    close();
  };
  if (comment.source === undefined) return <Spinner label={t.value.loadingText} />;
  return (
    <TextBox
      label={t.value.yourComment}
      text={text}
      sendLabel={t.value.save}
      focused
      disabled={left === 0}
      onSend={save}
      onCancel={close}
    >
      <span class="edit-timer" role="timer">
        {left > 0 ? t.value.editTimer(clockOf(left)) : t.value.editOver}
      </span>
    </TextBox>
  );
}

/** The milliseconds that are left for editing, each second anew. */
function useTimeLeft(comment: Comment): number {
  const at = useSignal(Date.now());
  useEffect(() => {
    const ticking = setInterval(() => {
      at.value = Date.now();
    }, 1000);
    return () => clearInterval(ticking);
  }, []);
  return editTimeLeft(comment, at.value);
}
