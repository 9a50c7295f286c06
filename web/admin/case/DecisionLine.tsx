import { RelativeTime } from '@board/ui';
import { pathOf } from '../router';
import { slug } from '../session';
import { language, t } from '../strings';
import type { DecisionSummary } from '../wire';

/** A decision in two lines, leading to all of it. */
export function DecisionLine({ decision }: { decision: DecisionSummary }) {
  const { id, status, by, made_at, clause_title, excerpt, subject_kind } = decision;
  return (
    <p class="decision-line" data-undone={status === 'undone' || status === 'rejected'}>
      <a href={pathOf(slug(), 'decisions', id)}>{actsText(decision)}</a>
      {clause_title && <span>{clause_title}</span>}
      {status !== 'effective' && <span class="badge">{t.value.decisionStatuses[status]}</span>}
      <span class="soft">
        {by.name}・<RelativeTime at={made_at} language={language.value} />
      </span>
      {excerpt && (
        <span class="soft decision-excerpt">
          {t.value.kinds[subject_kind]}：{excerpt}
        </span>
      )}
    </p>
  );
}

/** What a decision did: 移除、停權; or that there was no violation. */
export function actsText({ acts, outcome }: DecisionSummary): string {
  const names: Readonly<Record<string, string>> = t.value.acts;
  const done = acts.map((act) => names[act] ?? act);
  if (outcome === 'no_violation') return [t.value.outcomes.no_violation, ...done].join('、');
  return done.join('、') || t.value.outcomes.violation;
}
