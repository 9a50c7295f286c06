import { Button, RelativeTime } from '@board/ui';
import { signal } from '@preact/signals';
import { actsText } from '../case/DecisionLine';
import { undoCount } from '../case/deciding';
import { ListState } from '../ListState';
import { usePages } from '../loaded';
import { counts } from '../queue/queue';
import { pathOf } from '../router';
import { api, slug } from '../session';
import { language, t } from '../strings';
import type { DecisionStatus, DecisionSummary } from '../wire';

const FILTERS: readonly (DecisionStatus | 'all')[] = [
  'all',
  'awaiting_confirmation',
  'effective',
  'undone',
  'rejected',
];
const filter = signal<DecisionStatus | 'all'>('all');

/** Decisions, newest first; those that wait for a second moderator are a tab of their own. */
export function DecisionList({ site }: { site: string }) {
  const status = filter.value;
  const list = usePages(
    async (cursor, signal) => {
      const page = await api.get('/sites/{site}/decisions', {
        path: { site },
        query: { limit: 50, ...(status !== 'all' && { status }), ...(cursor && { cursor }) },
        signal,
      });
      return { items: page.decisions, next: page.next };
    },
    [site, status, undoCount.value],
  );
  return (
    <section class="page">
      <h1>{t.value.screens.decisions}</h1>
      <fieldset class="tabs" aria-label={t.value.filter}>
        {FILTERS.map((one) => (
          <Button
            key={one}
            kind="quiet"
            aria-pressed={status === one}
            onClick={() => {
              filter.value = one;
            }}
          >
            {t.value.decisionFilters[one]}
            {one === 'awaiting_confirmation' && (counts.value?.awaiting_confirmation ?? 0) > 0 && (
              <span class="count" data-urgent>
                {counts.value?.awaiting_confirmation}
              </span>
            )}
          </Button>
        ))}
      </fieldset>
      <ListState list={list} empty={t.value.noDecisions}>
        {(items) => (
          <ul class="rows">
            {items.map((one) => (
              <li key={one.id}>
                <DecisionRow decision={one} />
              </li>
            ))}
          </ul>
        )}
      </ListState>
    </section>
  );
}

function DecisionRow({ decision }: { decision: DecisionSummary }) {
  const { id, status, by, made_at, clause_title, excerpt, subject_kind, member } = decision;
  return (
    <a
      class="row decision-row"
      href={pathOf(slug(), 'decisions', id)}
      data-undone={status === 'undone' || status === 'rejected'}
    >
      <span class="row-main">
        <strong>{actsText(decision)}</strong>
        {clause_title && <span>{clause_title}</span>}
        {status !== 'effective' && (
          <span class="badge" data-tone={status === 'awaiting_confirmation' ? 'warn' : undefined}>
            {t.value.decisionStatuses[status]}
          </span>
        )}
      </span>
      <span class="row-excerpt">
        <span class="soft">{t.value.kinds[subject_kind]}</span> {member?.nickname}
        {excerpt && `：${excerpt}`}
      </span>
      <span class="row-facts">
        {by.name}
        <RelativeTime at={made_at} language={language.value} />
      </span>
    </a>
  );
}
