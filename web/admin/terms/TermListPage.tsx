import { Spinner } from '@board/ui';
import { Icon } from '../Icon';
import { useLoaded } from '../loaded';
import { pathOf } from '../router';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import type { TermList } from '../wire';
import { TermListForm } from './TermListForm';

/** One list to work on; "new" is one that isn't there yet. */
export function TermListPage({ site, id }: { site: string; id: string }) {
  const isNew = id === 'new';
  const loaded = useLoaded<TermList | 'new'>(
    (signal) =>
      isNew
        ? Promise.resolve('new')
        : api.get('/sites/{site}/term-lists/{list}', { path: { site, list: id }, signal }),
    [site, id],
  );
  const list = loaded.value.value;
  return (
    <section class="page">
      <a class="button back-link" data-kind="quiet" href={pathOf(site, 'terms')}>
        <Icon name="back" />
        {t.value.screens.terms}
      </a>
      {list ? (
        <TermListForm
          key={list === 'new' ? 'new' : list.revision}
          site={site}
          list={list === 'new' ? undefined : list}
          onSaved={(saved) => {
            loaded.value.value = saved;
          }}
          onReload={loaded.reload}
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
