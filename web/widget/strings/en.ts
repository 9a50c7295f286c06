import type { zhTW } from './zh-TW';

const number = new Intl.NumberFormat('en');

function some(n: number, one: string, many: string): string {
  return `${number.format(n)} ${n === 1 ? one : many}`;
}

/** What the widget says at first sight, in English. */
export const en: typeof zhTW = {
  comments: (n) => some(n, 'comment', 'comments'),
  heading: 'Comments',
  newest: 'Newest',
  oldest: 'Oldest',
  top: 'Top',
  sortBy: 'Order',
  moreComments: 'More comments',
  moreReplies: (n) => `Show ${some(n, 'more reply', 'more replies')}`,
  loading: 'Loading comments…',
  empty: 'No comments yet',
  emptyHint: 'Say what you think and open the discussion.',
  emptyClosed: 'Nobody commented on this article.',
  failed: 'The comments could not be loaded',
  retry: 'Try again',
  closed: 'Comments on this article are closed. You can still read them.',
  premoderated: 'Comments on this article are reviewed before they are published.',
  slow: 'This discussion is busy: please leave some time between your comments.',
  edited: 'edited',
  staff: 'Staff',
  heldOwn: 'Under review, only you can see it',
  tombRemoved: 'This comment was removed by a moderator',
  tombWithdrawn: 'This comment was withdrawn by its author',
  tombHeld: 'This comment is under review',
  inReplyTo: (nickname) => `In reply to ${nickname}`,
  inReplyToGone: 'In reply to a comment that is gone',
  commentBy: (nickname) => `Comment by ${nickname}`,
  showAll: 'Show all of it',
  opened: 'The comment you opened',
  tags: 'Tags',
};
