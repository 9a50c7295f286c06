import { RelativeTime } from '@board/ui';
import { pathOf } from '../router';
import { clauses } from '../rulebook';
import { slug } from '../session';
import { language, t } from '../strings';
import type { Case } from '../wire';
import { clauseTitle } from './reasons';

/** What readers complained about, and how much each of them counts. */
export function Reports({ theCase }: { theCase: Case }) {
  const { reports, summary } = theCase;
  if (reports.length === 0) return null;
  return (
    <section>
      <h3>
        {t.value.reportCount(reports.length)}
        <span class="soft">{t.value.reportWeight(summary.report_weight)}</span>
      </h3>
      <ul class="reports">
        {reports.map(({ id, clause, note, weight, reporter, created_at, outcome, revision }) => (
          <li key={id}>
            <p class="report-head">
              <strong>{clauseTitle(clauses.value, clause)}</strong>
              <span class="weight" title={t.value.weightExplained}>
                ×{weight.toLocaleString(language.value)}
              </span>
              <a href={pathOf(slug(), 'members', reporter.id)}>{reporter.nickname}</a>
              <span class="soft">
                <RelativeTime at={created_at} language={language.value} />
              </span>
              {revision !== summary.subject.revision && <span class="badge">{t.value.earlierText}</span>}
              {outcome && <span class="badge">{t.value.reportOutcomes[outcome]}</span>}
            </p>
            {note && <p class="report-note">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
