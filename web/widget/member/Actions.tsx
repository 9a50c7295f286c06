import { Menu, type MenuItem, now } from '@board/ui';
import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../Icon';
import { hashOf } from '../place';
import type { Comment } from '../wire';
import { editTimeLeft } from './editing';
import { type Member, useMember } from './member';
import { plainText } from './plain';
import { ReplyComposer } from './ReplyComposer';
import { t } from './strings';
import { VoteButtons } from './VoteButtons';

interface ActionsProps {
  comment: Comment;
  /** How many comments stand below it. */
  below: number;
  editing: Signal<boolean>;
}

/** What can be done about a comment. */
export function Actions({ comment, below, editing }: ActionsProps) {
  const { barred, board, drafts } = useMember();
  const hasDraft = drafts.read(comment.id) !== '';
  const replying = useSignal<'no' | 'restored' | 'asked'>(hasDraft ? 'restored' : 'no');
  const opener = useRef<HTMLButtonElement>(null);
  const published = comment.status === 'published';
  const answerable = published && !barred && board.discussion.article.value?.effective_state !== 'closed';

  const toggle = () => {
    replying.value = replying.value === 'no' ? 'asked' : 'no';
  };
  const stop = () => {
    replying.value = 'no';
    opener.current?.focus();
  };
  return (
    <>
      <div class="actions" part="actions">
        {published && <VoteButtons comment={comment} />}
        {answerable && (
          <button
            ref={opener}
            type="button"
            class="button"
            data-kind="quiet"
            aria-expanded={replying.value !== 'no'}
            onClick={toggle}
          >
            <Icon name="reply" />
            {t.value.reply}
          </button>
        )}
        {below > 0 && <FoldButton id={comment.id} below={below} />}
        <MoreMenu comment={comment} editing={editing} />
      </div>
      {answerable && replying.value !== 'no' && (
        <ReplyComposer to={comment} focused={replying.value === 'asked'} onDone={stop} />
      )}
    </>
  );
}

function FoldButton({ id, below }: { id: string; below: number }) {
  const { discussion } = useMember().board;
  const folded = discussion.folded.value.has(id);
  return (
    <button
      type="button"
      class="button fold"
      data-kind="quiet"
      aria-expanded={!folded}
      onClick={() => discussion.fold(id)}
    >
      <Icon name="fold" turned={folded} />
      {folded ? t.value.unfoldReplies(below) : t.value.foldReplies}
    </button>
  );
}

function MoreMenu({ comment, editing }: { comment: Comment; editing: Signal<boolean> }) {
  const member = useMember();
  const own = comment.author?.id === member.session.me.value?.id;
  const items = own ? ownItems(member, comment, editing) : [reportItem(member, comment)];
  return (
    <Menu label={t.value.more} items={[copyItem(member, comment), ...items]}>
      <Icon name="more" />
    </Menu>
  );
}

function copyItem(member: Member, { id }: Comment): MenuItem {
  const address = member.board.host.place.url.replace(/#.*/s, '') + hashOf(id);
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => member.say(t.value.copied),
      // Where the clipboard is forbidden the address line has it.
      () => location.assign(hashOf(id)),
    );
  return { label: t.value.copyLink, onSelect: () => void copy() };
}

function reportItem(member: Member, { id, body }: Comment): MenuItem {
  const reported = member.mine.reported.value.comments.includes(id);
  const report = () =>
    void member
      .report({ kind: 'comment', id, excerpt: plainText(body ?? []) })
      .catch((error) => member.failed(error));
  return { label: reported ? t.value.reported : t.value.report, onSelect: report, disabled: reported };
}

function ownItems(member: Member, comment: Comment, editing: Signal<boolean>): MenuItem[] {
  const left = editTimeLeft(comment, now.value);
  const edit = () => {
    editing.value = true;
  };
  const withdraw = () => {
    member.overlay.value = { kind: 'withdraw', comment: comment.id };
  };
  return [
    ...(left > 0 && comment.reply_count === 0
      ? [{ label: t.value.editLeft(Math.ceil(left / 60_000)), onSelect: edit }]
      : []),
    { label: t.value.withdraw, onSelect: withdraw, kind: 'danger' },
  ];
}
