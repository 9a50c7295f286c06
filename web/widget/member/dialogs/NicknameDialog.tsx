import { Dialog, fullTime } from '@board/ui';
import { useSignal } from '@preact/signals';
import { language } from '../../strings';
import { useMember } from '../member';
import { Field } from './Field';
import { Form } from './Form';
import { t } from './strings';

/** Where a member changes their nickname, if it is time. */
export function NicknameDialog() {
  const member = useMember();
  const nickname = useSignal('');
  const me = member.session.me.value;
  if (!me) return null;

  const send = async () => {
    const path = { site: member.board.host.place.site };
    const body = { nickname: nickname.value.trim() };
    const changed = await member.board.api.put('/sites/{site}/me/nickname', { path, body });
    member.session.update(changed);
    member.close();
    member.say(changed.held_nickname ? t.value.nicknameHeld : t.value.nicknameSaved);
  };
  const wait = me.nickname_changeable_at;
  return (
    <Dialog title={t.value.changeNickname} closeLabel={t.value.close} onClose={() => member.close()}>
      <p class="lead">{t.value.nicknameNow(me.nickname)}</p>
      {me.held_nickname && <p class="lead">{t.value.nicknamePending(me.held_nickname.nickname)}</p>}
      {wait ? (
        <p>{t.value.nicknameWait(fullTime(wait, language.value))}</p>
      ) : (
        <Form sendLabel={t.value.save} onSend={send}>
          <Field
            label={t.value.newNickname}
            value={nickname}
            hint={t.value.nicknameHint}
            autocomplete="nickname"
            focused
          />
        </Form>
      )}
    </Dialog>
  );
}
