import { Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useMember } from '../member';
import { Field } from './Field';
import { Form } from './Form';
import { t } from './strings';

/** Where a member changes their password. */
export function PasswordDialog() {
  const member = useMember();
  const before = useSignal('');
  const after = useSignal('');
  const send = async () => {
    const path = { site: member.board.host.place.site };
    const body = { old: before.value, new: after.value };
    await member.board.api.put('/sites/{site}/me/password', { path, body });
    member.close();
    member.say(t.value.passwordSaved);
  };
  return (
    <Dialog title={t.value.changePassword} closeLabel={t.value.close} onClose={() => member.close()}>
      <Form sendLabel={t.value.save} onSend={send}>
        <Field
          label={t.value.oldPassword}
          value={before}
          type="password"
          autocomplete="current-password"
          focused
        />
        <Field
          label={t.value.newPassword}
          value={after}
          hint={t.value.passwordHint}
          type="password"
          autocomplete="new-password"
        />
      </Form>
    </Dialog>
  );
}
