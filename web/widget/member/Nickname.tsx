import { Menu } from '@board/ui';
import type { Author } from '../Byline';
import { useMember } from './member';
import { t } from './strings';

/** A nickname; another reader's can be reported. */
export function Nickname({ author: { id, nickname } }: { author: Author }) {
  const member = useMember();
  if (id === member.session.me.value?.id) return <>{nickname}</>;
  const reported = member.mine.reported.value.members.includes(id);
  const report = () =>
    void member.report({ kind: 'nickname', id, excerpt: nickname }).catch((error) => member.failed(error));
  const label = reported ? t.value.nicknameReported : t.value.reportNickname;
  return (
    <Menu label={t.value.memberMenu(nickname)} items={[{ label, onSelect: report, disabled: reported }]}>
      {nickname}
    </Menu>
  );
}
