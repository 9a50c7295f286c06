import { Button, Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import type { Notice } from '../../wire';
import { useMember } from '../member';
import { Loaded } from './Loaded';
import { NoticeView } from './NoticeView';
import { t } from './strings';

/** What the member was told, newest first. Opening it marks everything as read. */
export function NoticesDialog() {
  const member = useMember();
  const notices = useSignal<readonly Notice[]>([]);
  const next = useSignal<string>();
  const busy = useSignal(false);
  const { api } = member.board;
  const path = { site: member.board.host.place.site };

  const load = async () => {
    const query = { limit: 20, ...(next.value && { cursor: next.value }) };
    const list = await api.get('/sites/{site}/me/notices', { path, query });
    notices.value = [...notices.value, ...list.notices];
    next.value = list.next;
    return list;
  };
  const loadAndRead = async () => {
    const { notices: latest, unread } = await load();
    const up_to = latest[0]?.id;
    const { me } = member.session;
    if (!up_to || unread === 0) return;
    await api.put('/sites/{site}/me/notices', { path, body: { up_to } }).catch(() => undefined);
    if (me.value) member.session.update({ ...me.value, unread_notices: 0 });
  };
  const more = async () => {
    busy.value = true;
    await load().catch((error) => member.failed(error));
    busy.value = false;
  };
  return (
    <Dialog title={t.value.notices} closeLabel={t.value.close} onClose={() => member.close()}>
      <Loaded load={loadAndRead}>
        {() => (
          <>
            {notices.value.length === 0 && <p class="hint">{t.value.noNotices}</p>}
            <ul class="notices">
              {notices.value.map((notice) => (
                <NoticeView key={notice.id} notice={notice} />
              ))}
            </ul>
            {next.value !== undefined && (
              <Button busy={busy.value} onClick={() => void more()}>
                {t.value.moreNotices}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
