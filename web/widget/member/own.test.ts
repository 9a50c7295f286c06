import { createClient, ProblemError } from '@board/api';
import { expect, test } from 'vitest';
import { Discussion } from '../discussion';
import type { Comment } from '../wire';
import { rename, settle } from './own';

function comment(id: string, extra: Partial<Comment> = {}): Comment {
  return {
    id,
    article: 'a1',
    root_id: id,
    depth: 0,
    author: { id: 'm1', nickname: '小明' },
    status: 'published',
    body: [],
    created_at: '2026-01-02T03:00:00Z',
    revision: 1,
    votes: { up: 0, down: 0 },
    reply_count: 0,
    ...extra,
  };
}

function discussed(...comments: Comment[]): Discussion {
  const place = { site: 'news', article: 'a1', url: '', title: '' };
  const discussion = new Discussion(createClient({ origin: 'https://board.example' }), place);
  for (const one of comments) discussion.add(one);
  return discussion;
}

test('a new nickname stands on one’s own comments and in the answers to them, and on nobody else’s', () => {
  const other = { id: 'm2', nickname: '小華' };
  const discussion = discussed(
    comment('c1'),
    comment('c2', { author: other, in_reply_to: { id: 'c1', nickname: '小明' } }),
    comment('c3', { author: other, in_reply_to: { id: 'c2', nickname: '小華' } }),
  );
  rename(discussion, { id: 'm1', nickname: '大明' });
  const names = discussion.all().map(({ author, in_reply_to }) => [author?.nickname, in_reply_to?.nickname]);
  expect(names).toEqual([
    ['大明', undefined],
    ['小華', '大明'],
    ['小華', '小華'],
  ]);
});

test('held comments that were judged meanwhile show what became of them', async () => {
  const held = (id: string) => comment(id, { status: 'held' });
  const discussion = discussed(
    held('removed'),
    held('approved'),
    held('gone'),
    held('waits'),
    held('unknown'),
  );
  const load = async (id: string) => {
    if (id === 'gone') throw new ProblemError(404, 'comment_not_found', '', '');
    if (id === 'unknown') throw new ProblemError(0, 'unreachable', '', '');
    const now = comment(id, { status: id === 'removed' ? 'removed' : 'published' });
    discussion.keep(now);
    return now;
  };
  await settle(discussion, { load }, [held('waits')]);
  expect(discussion.comment('removed').value).toMatchObject({ status: 'removed' });
  expect(discussion.comment('removed').value.body).toBeUndefined();
  expect(discussion.comment('approved').value.body).toBeDefined();
  expect(discussion.own.value.map(({ root }) => root).sort()).toEqual(['approved', 'removed', 'waits']);
});
