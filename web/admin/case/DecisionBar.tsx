import { Button } from '@board/ui';
import { KeyHint } from '../KeyHint';
import { useShortcuts } from '../keys';
import { t } from '../strings';
import type { Case } from '../wire';
import { mayDecide } from './ClaimNote';
import type { ClaimState } from './claim';
import { decide, form, openForm } from './deciding';
import { newDraft } from './draft';

/** What can be done with a case, within reach of a thumb. */
export function DecisionBar({ site, theCase, state }: { site: string; theCase: Case; state: ClaimState }) {
  const { subject, subject_status } = theCase.summary;
  const awaits = theCase.decisions.some(({ summary }) => summary.status === 'awaiting_confirmation');
  const free = mayDecide(theCase, state) && !awaits;
  const closed = form.value?.caseId !== theCase.summary.id;
  const approve = () => void decide(site, theCase, newDraft('no_violation', theCase.summary));
  const violation = () => openForm(theCase, 'violation');
  useShortcuts({
    a: free && closed ? approve : undefined,
    r: free && closed ? violation : undefined,
  });
  if (!closed || theCase.summary.status === 'decided') return null;
  const kind = t.value.kinds[subject.kind];
  return (
    <div class="decision-bar">
      {awaits && <p class="soft">{t.value.problems.decision_pending}</p>}
      <Button kind="main" disabled={!free} onClick={approve}>
        {subject_status === 'removed' ? t.value.restoreIt(kind) : t.value.noViolation}
        <KeyHint name="a" />
      </Button>
      <Button kind="danger" disabled={!free} onClick={violation}>
        {t.value.violation}
        <KeyHint name="r" />
      </Button>
    </div>
  );
}
