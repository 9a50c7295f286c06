import { Button } from '@board/ui';
import { useBoard } from './board';
import type { Sort } from './discussion';
import { t } from './strings';
import { ThreadView } from './ThreadView';

const SORTS: readonly Sort[] = ['newest', 'oldest', 'top'];

/** The threads, in the order the reader chose; or why there are none to see. */
export function ThreadList() {
  const { discussion } = useBoard();
  const { state } = discussion;
  if (state.value === 'loading') return <Skeleton />;
  if (state.value === 'failed') return <Failed />;
  const pinned = discussion.pinned.value;
  const threads = [...discussion.own.value, ...discussion.threads.value];
  if (!pinned && threads.length === 0) return <Empty />;
  return (
    <>
      {pinned && (
        <section class="pinned" aria-label={t.value.opened}>
          <p class="pinned-title">{t.value.opened}</p>
          <ThreadView thread={pinned} />
        </section>
      )}
      <Sorts />
      <ol class="threads" part="threads" aria-busy={discussion.busy.value}>
        {threads.map((thread) => (
          <li key={thread.root}>
            <ThreadView thread={thread} />
          </li>
        ))}
      </ol>
      {discussion.hasMore.value && <More />}
    </>
  );
}

function Sorts() {
  const { discussion } = useBoard();
  return (
    <fieldset class="sorts" aria-label={t.value.sortBy}>
      {SORTS.map((sort) => (
        <button
          key={sort}
          type="button"
          class="sort"
          aria-pressed={discussion.sort.value === sort}
          onClick={() => void discussion.load(sort)}
        >
          {t.value[sort]}
        </button>
      ))}
    </fieldset>
  );
}

function More() {
  const board = useBoard();
  const more = () => void board.discussion.loadMore().catch((error) => board.member.value?.failed(error));
  return (
    <Button class="more-comments" busy={board.discussion.busy.value} onClick={more}>
      {t.value.moreComments}
    </Button>
  );
}

function Empty() {
  const { article } = useBoard().discussion;
  const closed = article.value?.effective_state === 'closed';
  return (
    <div class="empty">
      <p class="empty-title">{closed ? t.value.emptyClosed : t.value.empty}</p>
      {!closed && <p>{t.value.emptyHint}</p>}
    </div>
  );
}

function Failed() {
  const board = useBoard();
  const { discussion } = board;
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{t.value.failed}</p>
      <p>{board.member.value?.textOf(discussion.problem.value)}</p>
      <Button busy={discussion.busy.value} onClick={() => void board.start()}>
        {t.value.retry}
      </Button>
    </div>
  );
}

/** Holds the place of the comments to come, so that nothing jumps when they do. */
function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={t.value.loading}>
      {[0, 1, 2].map((n) => (
        <div key={n}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
