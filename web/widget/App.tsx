import { type Board, BoardProvider, useParts } from './board';
import { Header } from './Header';
import { StateNote } from './StateNote';
import { t } from './strings';
import { TagBar } from './TagBar';
import { ThreadList } from './ThreadList';

/** The whole discussion area. */
export function App({ board }: { board: Board }) {
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
