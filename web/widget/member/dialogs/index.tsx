import { adopt, sheet } from '@board/ui';
import { effect } from '@preact/signals';
import { language } from '../../strings';
import { useMember } from '../member';
import css from './dialogs.css?inline';
import { NicknameDialog } from './NicknameDialog';
import { NoticesDialog } from './NoticesDialog';
import { PasswordDialog } from './PasswordDialog';
import { ReportDialog } from './ReportDialog';
import { AgreeDialog, RulesDialog } from './RulesDialog';
import { SignInDialog } from './SignInDialog';
import { use } from './strings';
import { WithdrawDialog } from './WithdrawDialog';

const own = sheet(css);

/** Answers the dialogs once their texts are here; from then on they follow the widget's language. */
export async function load() {
  await use(language.value);
  effect(() => void use(language.value).catch(() => undefined));
  return Dialogs;
}

/** The dialog that is open. */
function Dialogs() {
  const member = useMember();
  adopt(member.board.host.root, own);
  const overlay = member.overlay.value;
  switch (overlay?.kind) {
    case 'sign-in':
      return <SignInDialog {...overlay} />;
    case 'rules':
      return <RulesDialog />;
    case 'agree':
      return <AgreeDialog {...overlay} />;
    case 'report':
      return <ReportDialog {...overlay} />;
    case 'notices':
      return <NoticesDialog />;
    case 'nickname':
      return <NicknameDialog />;
    case 'password':
      return <PasswordDialog />;
    case 'withdraw':
      return <WithdrawDialog {...overlay} />;
    default:
      return null;
  }
}
