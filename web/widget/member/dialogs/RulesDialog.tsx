import { Dialog } from '@board/ui';
import { useMember } from '../member';
import { Clauses } from './Clauses';
import { Form } from './Form';
import { Loaded } from './Loaded';
import { t } from './strings';

/** The posting rules to read. */
export function RulesDialog() {
  const member = useMember();
  return (
    <Dialog title={t.value.rules} closeLabel={t.value.close} onClose={() => member.close()}>
      <Loaded load={() => member.rules.load()}>{(rulebook) => <Clauses rulebook={rulebook} />}</Loaded>
    </Dialog>
  );
}

/** The posting rules to agree to, for a member who hasn't, or who agreed to an older version. */
export function AgreeDialog({ done }: { done: (agreed: boolean) => void }) {
  const member = useMember();
  const { me } = member.session;
  const close = (agreed: boolean) => {
    member.close();
    done(agreed);
  };
  const agree = async (version: number) => {
    const path = { site: member.board.host.place.site };
    member.session.update(
      await member.board.api.put('/sites/{site}/me/rulebook', { path, body: { version } }),
    );
    close(true);
  };
  return (
    <Dialog title={t.value.rules} closeLabel={t.value.close} onClose={() => close(!member.mustAgree)}>
      <p class="lead">{me.value?.rulebook_agreed ? t.value.rulesUpdated : t.value.rulesFirst}</p>
      <Loaded load={() => member.rules.load()}>
        {(rulebook) => (
          <Form
            sendLabel={t.value.agree}
            onSend={() => agree(rulebook.version)}
            onCancel={{ label: t.value.cancel, run: () => close(false) }}
          >
            <Clauses rulebook={rulebook} />
          </Form>
        )}
      </Loaded>
    </Dialog>
  );
}
