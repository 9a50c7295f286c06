import { Avatar, RelativeTime } from '@board/ui';
import { useParts } from './board';
import { hashOf } from './place';
import { language, t } from './strings';
import type { Comment } from './wire';

export type Author = NonNullable<Comment['author']>;

/** Who wrote a comment, and when. */
export function Byline({ comment, author }: { comment: Comment; author: Author }) {
  const { Nickname } = useParts();
  return (
    <div class="byline">
      <Avatar nickname={author.nickname} />
      <span class="nickname">{Nickname ? <Nickname author={author} /> : author.nickname}</span>
      {author.badge && <span class="badge">{author.badge === 'staff' ? t.value.staff : author.badge}</span>}
      <a class="when" href={hashOf(comment.id)}>
        <RelativeTime at={comment.created_at} language={language.value} />
      </a>
      {comment.edited_at && <span class="edited">{t.value.edited}</span>}
    </div>
  );
}
