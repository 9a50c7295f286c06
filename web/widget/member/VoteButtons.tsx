import { Icon } from '../Icon';
import type { Comment } from '../wire';
import { useMember } from './member';
import { t } from './strings';
import type { Vote } from './voting';

/** The votes on a comment. Pressing one's own vote again takes it back. */
export function VoteButtons({ comment }: { comment: Comment }) {
  const member = useMember();
  const mine = member.mine.votes.value.get(comment.id) ?? 0;
  const own = comment.author?.id === member.session.me.value?.id;
  const { up, down } = comment.votes;

  const vote = (value: Vote) => async () => {
    try {
      await member.asMember(() => member.vote(comment.id, mine === value ? 0 : value));
    } catch (error) {
      await member.failed(error);
    }
  };
  const button = (value: Vote, label: string, count: number) => (
    <button
      type="button"
      class="button vote"
      data-kind="quiet"
      aria-label={label}
      aria-pressed={mine === value}
      disabled={own}
      onClick={vote(value)}
    >
      <Icon name="up" turned={value < 0} />
      <span class="vote-count">{count > 0 ? count : ''}</span>
    </button>
  );
  return (
    <>
      {button(1, t.value.up(up), up)}
      {button(-1, t.value.down(down), down)}
    </>
  );
}
