import { Button, fullTime, now } from '@board/ui';
import { useSignal } from '@preact/signals';
import { language } from '../strings';
import type { Standing } from '../wire';
import { useMember } from './member';
import { isBarred } from './standing';
import { t } from './strings';

/** Tells a member of a suspension, the end of their membership, or a warning: why, and until when. */
export function StandingBanner({ standing }: { standing: Standing }) {
  const { overlay } = useMember();
  const dismissed = useSignal<string>();
  const { kind, decision = '' } = standing;
  const warned = kind === 'warned' && dismissed.value !== decision;
  if (!warned && !isBarred(standing, now.value)) return null;
  const showNotices = () => {
    overlay.value = { kind: 'notices' };
  };
  const dismiss = () => {
    dismissed.value = decision;
  };
  return (
    <div class="standing" part="standing" role="status" data-kind={kind}>
      <p class="standing-title">{titleOf(standing)}</p>
      <Reasons standing={standing} />
      {!warned && <p>{kind === 'ended' ? t.value.endedHint : t.value.suspendedHint}</p>}
      <div class="standing-actions">
        <Button kind="quiet" onClick={showNotices}>
          {t.value.details}
        </Button>
        {warned && (
          <Button kind="quiet" onClick={dismiss}>
            {t.value.dismiss}
          </Button>
        )}
      </div>
    </div>
  );
}

function Reasons({ standing: { clause_title, reason } }: { standing: Standing }) {
  if (!clause_title && !reason) return null;
  return (
    <dl class="facts">
      {clause_title && (
        <>
          <dt>{t.value.standingClause}</dt>
          <dd>{clause_title}</dd>
        </>
      )}
      {reason && (
        <>
          <dt>{t.value.standingReason}</dt>
          <dd>{reason}</dd>
        </>
      )}
    </dl>
  );
}

function titleOf({ kind, until }: Standing): string {
  if (kind === 'ended') return t.value.ended;
  if (kind === 'warned') return t.value.warned;
  return t.value.suspended(until ? fullTime(until, language.value) : '');
}
