import { Button } from '@board/ui';
import { t } from '../strings';
import type { Case } from '../wire';
import type { ClaimState } from './claim';

/** Whether the case can be decided here now, and if not, why. */
export function ClaimNote({
  theCase,
  state,
  onRetry,
}: {
  theCase: Case;
  state: ClaimState;
  onRetry: () => void;
}) {
  const { claim, status } = theCase.summary;
  if (status === 'decided') return <p class="note">{t.value.caseDecided}</p>;
  if (state === 'theirs') {
    return (
      <div class="note" data-tone="warn" role="status">
        <p>{claim && !claim.mine ? t.value.claimedNote(claim.by.name) : t.value.claimedBySomebody}</p>
        <Button kind="quiet" onClick={onRetry}>
          {t.value.tryClaim}
        </Button>
      </div>
    );
  }
  if (state === 'lost') {
    return (
      <div class="note" data-tone="warn" role="status">
        <p>{t.value.claimLost}</p>
        <Button kind="quiet" onClick={onRetry}>
          {t.value.retry}
        </Button>
      </div>
    );
  }
  return null;
}

/** Whether this moderator may decide the case as far as the desk knows. */
export function mayDecide(theCase: Case, state: ClaimState): boolean {
  return theCase.summary.status === 'open' && state !== 'theirs' && state !== 'decided';
}
