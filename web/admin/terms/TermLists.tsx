import { RelativeTime, Spinner } from '@board/ui';
import { Icon } from '../Icon';
import { useLoaded } from '../loaded';
import { pathOf } from '../router';
import { api } from '../session';
import { language, t } from '../strings';
import { Trouble } from '../Trouble';

/** What screening looks for, list by list. */
export function TermLists({ site }: { site: string }) {
  const loaded = useLoaded(
    (signal) => api.get('/sites/{site}/term-lists', { path: { site }, signal }),
    [site],
  );
  const lists = loaded.value.value?.lists;
  return (
    <section class="page">
      <div class="page-head">
        <h1>{t.value.screens.terms}</h1>
        <a class="button" data-kind="main" href={pathOf(site, 'terms', 'new')}>
          <Icon name="plus" />
          {t.value.newList}
        </a>
      </div>
      <p class="soft">{t.value.termsExplained}</p>
      {!lists &&
        (loaded.problem.value ? (
          <Trouble error={loaded.problem.value} onRetry={loaded.reload} />
        ) : (
          <div class="waiting">
            <Spinner label={t.value.loading} />
          </div>
        ))}
      {lists?.length === 0 && <p class="empty">{t.value.noLists}</p>}
      <ul class="rows">
        {lists?.map(({ id, name, enabled, term_count, updated_at }) => (
          <li key={id}>
            <a class="row" href={pathOf(site, 'terms', id)}>
              <span class="row-main">
                <strong>{name}</strong>
                {!enabled && <span class="badge">{t.value.disabled}</span>}
              </span>
              <span class="row-excerpt">{t.value.termCount(term_count)}</span>
              <span class="row-facts">
                <RelativeTime at={updated_at} language={language.value} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
