import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Board, BoardProvider, useParts } from './board';
import { Header } from './Header';
import { commentIn } from './place';
import { StateNote } from './StateNote';
import { t } from './strings';
import { TagBar } from './TagBar';
import { ThreadList } from './ThreadList';

/** The whole discussion area. */
export function App({ board }: { board: Board }) {
  usePermalinks(board);
  return (
    <BoardProvider value={board}>
      <section class="board" part="board" aria-label={t.value.heading}>
        <Header />
        <TagBar />
        <StateNote />
        <Writing />
        <ThreadList />
        <Overlays />
      </section>
    </BoardProvider>
  );
}

/** Where the reader writes. Its place is held until it comes. */
function Writing() {
  const { Composer = ComposerPlace } = useParts();
  return <Composer />;
}

function ComposerPlace() {
  return <div class="composer" />;
}

function Overlays() {
  const { Overlays: Shown } = useParts();
  return Shown ? <Shown /> : null;
}

/** Opens the comment that the page's hash names, once the discussion is here and whenever the hash changes. */
function usePermalinks(board: Board): void {
  const open = () => {
    const id = commentIn(location.hash);
    if (id) void board.open(id);
  };
  useSignalEffect(() => {
    if (board.discussion.state.value === 'ready') open();
  });
  useEffect(() => {
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, []);
}
