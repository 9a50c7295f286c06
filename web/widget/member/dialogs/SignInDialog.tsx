import { Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useMember } from '../member';
import { t as main } from '../strings';
import { Field } from './Field';
import { Form } from './Form';
import { RulesInline } from './RulesInline';
import { t } from './strings';

interface SignInDialogProps {
  registering: boolean;
  done: (signedIn: boolean) => void;
}

/** Where a reader signs in or becomes a member. */
export function SignInDialog({ registering, done }: SignInDialogProps) {
  const member = useMember();
  const isNew = useSignal(registering);
  const close = (signedIn: boolean) => {
    member.close();
    done(signedIn);
    if (signedIn) member.say(main.value.signedIn(member.session.me.value?.nickname ?? ''));
  };
  return (
    <Dialog
      title={isNew.value ? t.value.register : t.value.signIn}
      closeLabel={t.value.close}
      onClose={() => close(member.session.me.value !== undefined)}
    >
      {isNew.value ? <Registration onDone={() => close(true)} /> : <SignIn onDone={() => close(true)} />}
      <p class="switch">
        {isNew.value ? t.value.haveAccount : t.value.noAccount}
        <button type="button" class="link" onClick={() => (isNew.value = !isNew.value)}>
          {isNew.value ? t.value.toSignIn : t.value.toRegister}
        </button>
      </p>
    </Dialog>
  );
}

function SignIn({ onDone }: { onDone: () => void }) {
  const { session } = useMember();
  const name = useSignal('');
  const password = useSignal('');
  const send = async () => {
    await session.signIn(name.value.trim(), password.value);
    onDone();
  };
  return (
    <Form sendLabel={t.value.signIn} onSend={send}>
      <Field label={t.value.name} value={name} autocomplete="username" focused />
      <Field label={t.value.password} value={password} type="password" autocomplete="current-password" />
    </Form>
  );
}

function Registration({ onDone }: { onDone: () => void }) {
  const { rules, session } = useMember();
  const nickname = useSignal('');
  const email = useSignal('');
  const password = useSignal('');
  const agreed = useSignal(false);
  useEffect(() => void rules.load().catch(() => undefined), []);

  const send = async () => {
    const { version } = await rules.load();
    const mail = email.value.trim();
    await session.register({
      nickname: nickname.value.trim(),
      password: password.value,
      rulebook: version,
      ...(mail && { email: mail }),
    });
    onDone();
  };
  return (
    <Form
      sendLabel={t.value.createAccount}
      check={() => (agreed.value ? undefined : t.value.agreeMissing)}
      onSend={send}
    >
      <Field
        label={t.value.nickname}
        value={nickname}
        hint={t.value.nicknameHint}
        autocomplete="nickname"
        focused
      />
      <Field
        label={t.value.password}
        value={password}
        hint={t.value.passwordHint}
        type="password"
        autocomplete="new-password"
      />
      <Field
        label={t.value.email}
        value={email}
        hint={t.value.emailHint}
        type="email"
        autocomplete="email"
        required={false}
      />
      <label class="agree">
        <input
          type="checkbox"
          checked={agreed.value}
          onChange={(event) => {
            agreed.value = event.currentTarget.checked;
          }}
        />
        <span>
          {t.value.agreeBefore}
          {t.value.rules}
        </span>
      </label>
      <RulesInline />
    </Form>
  );
}
