import { Dialog } from '@board/ui';
import { useMember } from '../member';
import { Form } from './Form';
import { t } from './strings';

/** Asks an author whether they really want their comment back. */
export function WithdrawDialog({ comment }: { comment: string }) {
  const member = useMember();
  const withdraw = async () => {
    await member.writing.withdraw(comment);
    member.close();
    member.say(t.value.withdrawn);
  };
  return (
    <Dialog title={t.value.withdraw} closeLabel={t.value.close} onClose={() => member.close()}>
      <Form
        sendLabel={t.value.withdraw}
        danger
        onSend={withdraw}
        onCancel={{ label: t.value.cancel, run: () => member.close() }}
      >
        <p>{t.value.withdrawAsk}</p>
      </Form>
    </Dialog>
  );
}
