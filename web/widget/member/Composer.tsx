import { Avatar, Button } from '@board/ui';
import { Icon } from '../Icon';
import type { Me } from '../wire';
import { useMember } from './member';
import { StandingBanner } from './StandingBanner';
import { t } from './strings';
import { TextBox } from './TextBox';
import { useDraft } from './useDraft';

/** Where a reader writes a comment, or why they can't. */
export function Composer() {
  const { barred, board, session } = useMember();
  const me = session.me.value;
  const closed = board.discussion.article.value?.effective_state === 'closed';
  return (
    <>
      {me && <StandingBanner standing={me.standing} />}
      {!closed && !barred && <OpenComposer />}
    </>
  );
}

/** It can be written in before signing in; that comes with sending. */
function OpenComposer() {
  const { session } = useMember();
  const { text, send } = useDraft();
  const me = session.me.value;
  return (
    <div class="composer" part="composer">
      <div class="composer-head">
        {me && <Avatar nickname={me.nickname} />}
        <p>
          {me ? t.value.asNickname(me.nickname) : t.value.asGuest}
          {me && <NicknameNote me={me} />}
        </p>
      </div>
      <TextBox
        label={t.value.yourComment}
        placeholder={t.value.placeholder}
        text={text}
        sendLabel={me || !session.known.value ? t.value.send : t.value.sendSignedOut}
        onSend={async () => void (await send())}
      >
        <RulesButton />
      </TextBox>
    </div>
  );
}

/** What a member should know of a nickname, or of a change of it, that waits for a moderator. */
function NicknameNote({ me }: { me: Me }) {
  if (me.held_nickname) return <small>{t.value.nicknameHeld(me.held_nickname.nickname)}</small>;
  return me.nickname_status === 'held' ? <small>{t.value.nicknameWaits}</small> : null;
}

function RulesButton() {
  const { overlay } = useMember();
  const show = () => {
    overlay.value = { kind: 'rules' };
  };
  return (
    <Button kind="quiet" class="rules-button" onClick={show}>
      <Icon name="rules" />
      {t.value.rules}
    </Button>
  );
}
