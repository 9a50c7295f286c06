import { Button, Spinner } from '@board/ui';
import type { ComponentChildren } from 'preact';
import type { Pages } from './loaded';
import { t } from './strings';
import { Trouble } from './Trouble';

/** A list that is loading, broken, empty or there, with a way to see more of it. */
export function ListState<T>({
  list,
  empty,
  children,
}: {
  list: Pages<T>;
  empty: string;
  children: (items: readonly T[]) => ComponentChildren;
}) {
  const page = list.value.value;
  if (!page) {
    return list.problem.value ? (
      <Trouble error={list.problem.value} onRetry={list.reload} />
    ) : (
      <div class="waiting">
        <Spinner label={t.value.loading} />
      </div>
    );
  }
  return (
    <>
      {list.problem.value !== undefined && <Trouble error={list.problem.value} onRetry={list.reload} />}
      {page.items.length === 0 ? <p class="empty">{empty}</p> : children(page.items)}
      {page.next && (
        <Button class="more" busy={list.busy.value} onClick={list.more}>
          {t.value.more}
        </Button>
      )}
    </>
  );
}
