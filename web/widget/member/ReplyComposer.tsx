import type { Comment } from '../wire';
import { useMember } from './member';
import { t } from './strings';
import { TextBox } from './TextBox';
import { useDraft } from './useDraft';

interface ReplyComposerProps {
  to: Comment;
  /** Takes the focus when it appears. */
  focused: boolean;
  onDone: () => void;
}

/** Where a reader answers a comment. */
export function ReplyComposer({ to, focused, onDone }: ReplyComposerProps) {
  const { session } = useMember();
  const { text, send } = useDraft(to.id);
  const cancel = () => {
    text.value = '';
    onDone();
  };
  return (
    <div class="reply-composer">
      <TextBox
        label={t.value.yourReply}
        placeholder={t.value.replyPlaceholder(to.author?.nickname ?? '')}
        text={text}
        sendLabel={session.me.value ? t.value.sendReply : t.value.sendSignedOut}
        focused={focused}
        onCancel={cancel}
        onSend={async () => {
          if (await send()) onDone();
        }}
      />
    </div>
  );
}
