import { Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon';
import { useLoaded } from '../loaded';
import { inQueue, neighbour, updateRow } from '../queue/queue';
import { pathOf, place, queueOf } from '../router';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import type { Case } from '../wire';
import { CaseDecisions } from './CaseDecisions';
import { CaseHeading } from './CaseHeading';
import { CaseText } from './CaseText';
import { ClaimNote } from './ClaimNote';
import { Context } from './Context';
import { type HeldClaim, holdClaim } from './claim';
import { DecisionBar } from './DecisionBar';
import { DecisionForm } from './DecisionForm';
import { closeForm, form, refusals } from './deciding';
import { History } from './History';
import { loadCase, prefetch } from './loading';
import { takePreset } from './opening';
import { Placers } from './Placers';
import { Refused } from './Refused';
import { Reports } from './Reports';

/** One case, claimed for as long as it is open. */
export function CaseView({ site, id }: { site: string; id: string }) {
  const loaded = useLoaded((signal) => loadCase(site, id, signal), [site, id]);
  // A decision that did not get through leaves its case on the screen, even where the server can't be reached.
  const judged = loaded.problem.value ? refusals.value.get(id)?.judged : undefined;
  const theCase = loaded.value.value ?? judged;
  const claim = useClaim(site, id);
  const state = claim.value?.state.value ?? 'claiming';
  const top = useRef<HTMLElement>(null);

  useNews(id, theCase, loaded.reload);
  useEffect(() => {
    if (!theCase) return;
    updateRow(theCase.summary);
    takePreset(theCase);
    prefetch(site, neighbour(id, 1));
  }, [theCase]);
  useEffect(() => {
    // Whether it is free now is known once somebody else's claim was met.
    if (state === 'theirs' || state === 'decided') loaded.reload();
  }, [state]);
  useEffect(() => () => closeForm(), []);
  const deciding = form.value?.caseId === id;
  useEffect(() => {
    if (theCase && !deciding) top.current?.focus({ preventScroll: true });
  }, [theCase === undefined, deciding]);

  if (!theCase) {
    return loaded.problem.value ? (
      <Trouble error={loaded.problem.value} onRetry={loaded.reload} />
    ) : (
      <div class="waiting">
        <Spinner label={t.value.loading} />
      </div>
    );
  }
  return (
    <article ref={top} class="case" tabIndex={-1} data-deciding={deciding}>
      <div class="case-scroll">
        <BackToQueue site={site} />
        <div class="case-main">
          <Refused theCase={theCase} />
          {judged && <Trouble error={loaded.problem.value} onRetry={loaded.reload} />}
          {!judged && <ClaimNote theCase={theCase} state={state} onRetry={() => void claim.value?.renew()} />}
          <CaseHeading theCase={theCase} />
          <CaseText theCase={theCase} />
          <Placers theCase={theCase} />
          <Reports theCase={theCase} />
          <Context theCase={theCase} />
          <CaseDecisions theCase={theCase} />
        </div>
        <aside class="case-side" aria-label={t.value.memberAndDecision}>
          {deciding && <DecisionForm site={site} theCase={theCase} state={state} />}
          <History history={theCase.history} />
        </aside>
      </div>
      <DecisionBar site={site} theCase={theCase} state={state} />
    </article>
  );
}

function BackToQueue({ site }: { site: string }) {
  const { queue } = queueOf(place.value);
  return (
    <a class="button back" data-kind="quiet" href={pathOf(site, 'queue', queue)}>
      <Icon name="back" />
      {t.value.queues[queue]}
    </a>
  );
}

/** Claims the case while it is shown, and lets go of it after. */
function useClaim(site: string, id: string) {
  const claim = useSignal<HeldClaim | undefined>(undefined);
  useEffect(() => {
    const held = holdClaim(site, id);
    claim.value = held;
    return held.release;
  }, [site, id]);
  return claim;
}

/** Loads the case again when its row in the queue tells of something new. With the form open the moderator is asked first. */
function useNews(id: string, theCase: Case | undefined, reload: () => void): void {
  const row = inQueue(id);
  const told =
    row && `${row.updated_at} ${row.subject.revision} ${row.claim && !row.claim.mine ? row.claim.by.id : ''}`;
  const known = useRef(told);
  useEffect(() => {
    if (!theCase || told === known.current) return;
    known.current = told;
    if (form.peek()?.caseId !== id) reload();
  }, [told, theCase]);
}
