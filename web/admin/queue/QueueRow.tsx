import { RelativeTime } from '@board/ui';
import { clauseTitle } from '../case/reasons';
import { Icon } from '../Icon';
import { pathOf, type QueueName } from '../router';
import { clauses } from '../rulebook';
import { slug } from '../session';
import { language, t } from '../strings';
import type { CaseSummary } from '../wire';

/** One case in a queue: what it is about, why it is here, whose it is and how long it waits. */
export function QueueRow({
  summary,
  queue,
  isOpen,
}: {
  summary: CaseSummary;
  queue: QueueName;
  isOpen: boolean;
}) {
  const { id, subject, excerpt, member, claim, opened_at, clauses: named } = summary;
  const theirs = claim && !claim.mine ? claim : undefined;
  return (
    <li>
      <a
        class="queue-row"
        href={pathOf(slug(), 'queue', queue, id)}
        aria-current={isOpen ? 'true' : undefined}
        data-claimed={theirs !== undefined}
      >
        <span class="queue-text">
          <Icon name={subject.kind} />
          <span class="hidden-text">{t.value.kinds[subject.kind]}</span>
          <span class="excerpt">{excerpt || t.value.emptyText}</span>
        </span>
        <span class="queue-why">
          <CaseMarks summary={summary} />
          {summary.origin === 'desk' && <span class="badge">{t.value.origins.desk}</span>}
          {named[0] && <span>{clauseTitle(clauses.value, named[0])}</span>}
        </span>
        <span class="queue-who">
          <span class="name">{member.nickname}</span>
          <RelativeTime at={opened_at} language={language.value} />
        </span>
        {theirs && <span class="claimed">{t.value.claimedBy(theirs.by.name)}</span>}
      </a>
    </li>
  );
}

/** Why a case waits: it is held, it was reported, or a moderator opened it. */
export function CaseMarks({ summary }: { summary: CaseSummary }) {
  const { held, report_count, report_weight } = summary;
  return (
    <>
      {held && (
        <span class="badge" data-tone="warn">
          {t.value.statuses.held}
        </span>
      )}
      {report_count > 0 && (
        <span class="badge" data-tone="danger" title={t.value.reportWeight(report_weight)}>
          {t.value.reportCount(report_count)}
        </span>
      )}
    </>
  );
}
