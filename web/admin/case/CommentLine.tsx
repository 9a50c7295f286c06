import { Body, RelativeTime } from '@board/ui';
import type { ComponentChildren } from 'preact';
import { pathOf } from '../router';
import { slug } from '../session';
import { language, t } from '../strings';
import type { Comment } from '../wire';

/** A comment in a few lines: who, when, what. */
export function CommentLine({
  comment,
  label,
  hideText = false,
  children,
}: {
  comment: Comment;
  label?: string | undefined;
  hideText?: boolean;
  children?: ComponentChildren;
}) {
  const { author, created_at, status, body, in_reply_to } = comment;
  return (
    <div class="comment-line">
      <p class="comment-head">
        {author ? (
          <a href={pathOf(slug(), 'members', author.id)}>{author.nickname}</a>
        ) : (
          <span class="soft">{t.value.nobody}</span>
        )}
        {in_reply_to?.nickname && <span class="soft">{t.value.inReplyTo(in_reply_to.nickname)}</span>}
        <span class="soft">
          <RelativeTime at={created_at} language={language.value} />
        </span>
        {status !== 'published' && <span class="badge">{t.value.statuses[status]}</span>}
        {label && (
          <span class="badge" data-tone="accent">
            {label}
          </span>
        )}
        {children}
      </p>
      {!hideText && body && <Body nodes={body} />}
    </div>
  );
}
