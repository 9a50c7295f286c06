import { Button, RelativeTime, Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import { actsText } from '../case/DecisionLine';
import { undoCount, undoing } from '../case/deciding';
import { Icon } from '../Icon';
import { useLoaded } from '../loaded';
import { refresh } from '../queue/queue';
import { pathOf } from '../router';
import { api } from '../session';
import { language, t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import type { Decision } from '../wire';
import { Targets } from './Targets';

/** One decision: what, whom, why, by whom, and what can still be done about it. */
export function DecisionPage({ site, id }: { site: string; id: string }) {
  const loaded = useLoaded(
    (signal) => api.get('/sites/{site}/decisions/{decision}', { path: { site, decision: id }, signal }),
    [site, id, undoCount.value],
  );
  const decision = loaded.value.value;
  return (
    <section class="page narrow">
      <a class="button back-link" data-kind="quiet" href={pathOf(site, 'decisions')}>
        <Icon name="back" />
        {t.value.screens.decisions}
      </a>
      {decision ? (
        <Whole
          site={site}
          decision={decision}
          onChange={(fresh) => {
            loaded.value.value = fresh;
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

interface WholeProps {
  site: string;
  decision: Decision;
  onChange: (fresh: Decision) => void;
}

function Whole({ site, decision, onChange }: WholeProps) {
  const { summary, statement, internal_note } = decision;
  const at = (time: string) => <RelativeTime at={time} language={language.value} />;
  return (
    <>
      <h1>
        {actsText(summary)}
        <span class="badge" data-tone={summary.status === 'awaiting_confirmation' ? 'warn' : undefined}>
          {t.value.decisionStatuses[summary.status]}
        </span>
      </h1>
      <Confirmation site={site} decision={decision} onChange={onChange} />
      <dl class="facts wide">
        <dt>{t.value.case}</dt>
        <dd>
          <a href={pathOf(site, 'queue', 'all', summary.case)}>
            {t.value.kinds[summary.subject_kind]}
            {summary.excerpt && `：${summary.excerpt}`}
          </a>
        </dd>
        {summary.member && (
          <>
            <dt>{t.value.member}</dt>
            <dd>
              <a href={pathOf(site, 'members', summary.member.id)}>{summary.member.nickname}</a>
            </dd>
          </>
        )}
        {summary.clause_title && (
          <>
            <dt>{t.value.clause}</dt>
            <dd>{t.value.clauseOf(summary.clause_title, decision.rulebook_version)}</dd>
          </>
        )}
        {summary.reason && (
          <>
            <dt>{t.value.reason}</dt>
            <dd class="prose">{summary.reason}</dd>
          </>
        )}
        {internal_note && (
          <>
            <dt>{t.value.internalNote}</dt>
            <dd class="prose">{internal_note}</dd>
          </>
        )}
        <dt>{t.value.foundBy}</dt>
        <dd>
          {t.value.origins[statement.found_by]}
          {statement.automated_detection && `・${t.value.automatedDetection}`}
        </dd>
        <dt>{t.value.decidedBy}</dt>
        <dd>
          {summary.by.name}・{at(summary.made_at)}
        </dd>
        {decision.confirmed_by && decision.confirmed_at && (
          <>
            <dt>{summary.status === 'rejected' ? t.value.rejectedBy : t.value.confirmedBy}</dt>
            <dd>
              {decision.confirmed_by.name}・{at(decision.confirmed_at)}
            </dd>
          </>
        )}
        {decision.undone_by && decision.undone_at && (
          <>
            <dt>{t.value.undoneBy}</dt>
            <dd>
              {decision.undone_by.name}・{at(decision.undone_at)}
              {decision.undo_reason && <p class="prose">{decision.undo_reason}</p>}
            </dd>
          </>
        )}
      </dl>
      <Targets targets={decision.targets} />
      {summary.status === 'effective' && (
        <Button
          onClick={() => {
            undoing.value = { site, decision: summary.id, caseId: summary.case, what: actsText(summary) };
          }}
        >
          {t.value.undoDecision}
        </Button>
      )}
    </>
  );
}

/** The end of a membership takes two: somebody else confirms it, or rejects it. */
function Confirmation({ site, decision, onChange }: WholeProps) {
  const busy = useSignal<boolean | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const note = useSignal('');
  if (decision.summary.status !== 'awaiting_confirmation') return null;
  const answer = async (confirm: boolean) => {
    busy.value = confirm;
    problem.value = undefined;
    try {
      const fresh = await api.post('/sites/{site}/decisions/{decision}/confirmation', {
        path: { site, decision: decision.summary.id },
        body: { confirm, ...(note.value.trim() && { note: note.value.trim() }) },
      });
      toasts.say(confirm ? t.value.confirmed : t.value.rejected);
      onChange(fresh);
      void refresh();
    } catch (error) {
      problem.value = error;
    } finally {
      busy.value = undefined;
    }
  };
  return (
    <div class="note" data-tone="warn">
      <p>{t.value.confirmExplained(decision.summary.by.name)}</p>
      <label class="stack">
        <span>{t.value.confirmNote}</span>
        <textarea
          rows={2}
          maxLength={2000}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
      {problem.value !== undefined && <Trouble error={problem.value} />}
      <div class="row-end">
        <Button busy={busy.value === false} onClick={() => void answer(false)}>
          {t.value.reject}
        </Button>
        <Button kind="danger" busy={busy.value === true} onClick={() => void answer(true)}>
          {t.value.confirm}
        </Button>
      </div>
    </div>
  );
}
