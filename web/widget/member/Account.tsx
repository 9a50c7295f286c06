import { Button, Menu, type MenuItem } from '@board/ui';
import { Icon } from '../Icon';
import { useMember } from './member';
import { t } from './strings';

/** Who is reading, and what they can do about that. */
export function Account() {
  const member = useMember();
  const { known, me } = member.session;
  if (!known.value) return null;
  if (me.value) return <SignedIn />;
  const signIn = (registering: boolean) =>
    void member.signIn(registering).catch((error) => member.failed(error));
  return (
    <div class="account">
      <Button kind="quiet" onClick={() => signIn(false)}>
        {t.value.signIn}
      </Button>
      {!member.board.host.signIn() && (
        <Button kind="quiet" onClick={() => signIn(true)}>
          {t.value.register}
        </Button>
      )}
    </div>
  );
}

function SignedIn() {
  const member = useMember();
  const me = member.session.me.value;
  if (!me) return null;
  const { nickname, has_password, unread_notices } = me;
  const show = (kind: 'nickname' | 'password' | 'notices') => {
    member.overlay.value = { kind };
  };
  const items: MenuItem[] = [
    { label: t.value.changeNickname, onSelect: () => show('nickname') },
    ...(has_password ? [{ label: t.value.changePassword, onSelect: () => show('password') }] : []),
    { label: t.value.signOut, onSelect: () => void member.signOut() },
  ];
  return (
    <div class="account">
      <Button
        kind="quiet"
        class="bell"
        aria-label={unread_notices > 0 ? t.value.unread(unread_notices) : t.value.notices}
        onClick={() => show('notices')}
      >
        <Icon name="bell" />
        {unread_notices > 0 && (
          <span class="badge-count">{unread_notices > 99 ? '99+' : unread_notices}</span>
        )}
      </Button>
      <Menu label={t.value.account(nickname)} items={items}>
        <span class="account-name">{nickname}</span>
        <Icon name="fold" turned />
      </Menu>
    </div>
  );
}
