import { Button } from '@board/ui';
import { useBoard } from './board';
import { CommentView } from './CommentView';
import { t } from './strings';
import type { Thread } from './thread';
import { type Node, sizeOf } from './tree';

/** A comment with its replies. */
export function ThreadView({ thread }: { thread: Thread }) {
  const board = useBoard();
  const { discussion } = board;
  const tree = thread.tree.value;
  const folded = discussion.folded.value.has(thread.root);
  const below = Math.max(discussion.comment(thread.root).value.reply_count, sizeOf(tree));
  // A permalink may have brought what the cursor still promises.
  const left = thread.next.value === undefined ? 0 : below - sizeOf(tree);
  const more = () => void discussion.loadReplies(thread).catch((error) => board.member.value?.failed(error));
  return (
    <>
      <CommentView id={thread.root} flat={false} below={below} />
      {!folded && (tree.length > 0 || left > 0) && (
        <div class="replies">
          <Replies nodes={tree} />
          {left > 0 && (
            <Button kind="quiet" class="more-replies" busy={thread.busy.value} onClick={more}>
              {t.value.moreReplies(left)}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Replies({ nodes }: { nodes: readonly Node[] }) {
  const { folded } = useBoard().discussion;
  return (
    <ol class="row">
      {nodes.map(({ id, flat, children }) => (
        <li key={id}>
          <CommentView id={id} flat={flat} below={sizeOf(children)} />
          {children.length > 0 && !folded.value.has(id) && (
            <div class="replies">
              <Replies nodes={children} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
