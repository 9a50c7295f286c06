import { Button, Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import { History } from '../case/History';
import { openCase } from '../case/opening';
import { Icon } from '../Icon';
import { useLoaded } from '../loaded';
import { problemText } from '../problems';
import { pathOf } from '../router';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import type { Member, MemberHistory } from '../wire';

/** One member with their history, and what the desk can do about them. */
export function MemberPage({ site, id }: { site: string; id: string }) {
  const loaded = useLoaded(
    (signal) => api.get('/sites/{site}/members/{member}', { path: { site, member: id }, signal }),
    [site, id],
  );
  const history = loaded.value.value;
  return (
    <section class="page narrow">
      <a class="button back-link" data-kind="quiet" href={pathOf(site, 'members')}>
        <Icon name="back" />
        {t.value.screens.members}
      </a>
      {history ? (
        <Known
          site={site}
          history={history}
          onChange={(member) => {
            loaded.value.value = { ...history, member };
          }}
        />
      ) : loaded.problem.value ? (
        <Trouble error={loaded.problem.value} onRetry={loaded.reload} />
      ) : (
        <div class="waiting">
          <Spinner label={t.value.loading} />
        </div>
      )}
    </section>
  );
}

function Known({
  site,
  history,
  onChange,
}: {
  site: string;
  history: MemberHistory;
  onChange: (member: Member) => void;
}) {
  const { member } = history;
  const busy = useSignal<'case' | 'premoderation' | undefined>(undefined);
  const attempt = async (what: 'case' | 'premoderation', run: () => Promise<void>) => {
    busy.value = what;
    try {
      await run();
    } catch (error) {
      toasts.say(problemText(error));
    } finally {
      busy.value = undefined;
    }
  };
  const premoderate = () =>
    attempt('premoderation', async () => {
      const premoderated = !member.premoderated;
      onChange(
        await api.patch('/sites/{site}/members/{member}', {
          path: { site, member: member.id },
          body: { premoderated },
        }),
      );
      toasts.say(premoderated ? t.value.premoderatedNow : t.value.releasedNow);
    });

  return (
    <>
      <h1>{member.nickname}</h1>
      {member.held_nickname && <p class="note">{t.value.heldNickname(member.held_nickname.nickname)}</p>}
      <div class="actions">
        <Button
          busy={busy.value === 'case'}
          onClick={() => void attempt('case', () => openCase(site, 'nickname', member.id))}
        >
          {t.value.caseOnNickname}
        </Button>
        <Button busy={busy.value === 'premoderation'} onClick={() => void premoderate()}>
          {member.premoderated ? t.value.stopPremoderation : t.value.startPremoderation}
        </Button>
      </div>
      <p class="soft">{t.value.premoderationExplained}</p>
      <History history={history} whole />
    </>
  );
}
