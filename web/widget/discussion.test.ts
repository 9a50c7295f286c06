import { createClient } from '@board/api';
import { beforeEach, expect, test, vi } from 'vitest';
import { Discussion } from './discussion';
import type { Node } from './tree';
import type { Comment, CommentThread } from './wire';

const place = { site: 'news', article: 'a1', url: 'https://news.example/1', title: '夜間公車' };

/** A comment as the server sends it. Ids are given in the order of creation. */
function comment(id: string, extra: Partial<Comment> = {}): Comment {
  return {
    id,
    article: 'a1',
    root_id: id,
    depth: 0,
    author: { id: 'm1', nickname: '小明' },
    status: 'published',
    body: [{ type: 'paragraph', children: [{ type: 'text', text: id }] }],
    created_at: '2026-01-02T03:00:00Z',
    revision: 1,
    votes: { up: 0, down: 0 },
    reply_count: 0,
    ...extra,
  };
}

function reply(id: string, root: string, parent = root, extra: Partial<Comment> = {}): Comment {
  return comment(id, { root_id: root, parent_id: parent, depth: 1, ...extra });
}

function page(threads: CommentThread[], next?: string) {
  const article = { key: 'a1', title: '', section: '', state: 'open', effective_state: 'open', version: 1 };
  return { article: { ...article, comment_count: 10 }, threads, ...(next && { next }) };
}

const thread = (root: Comment, replies: Comment[] = [], next?: string) => ({
  root,
  replies,
  ...(next && { next }),
});

/** What the server answers, one after the other. */
let answers: unknown[] = [];
let asked: string[] = [];

beforeEach(() => {
  answers = [];
  asked = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    asked.push(String(input).replace(/^.*\/sites\/news\//, ''));
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('offline');
    return Response.json(answer);
  });
});

async function loaded(...given: unknown[]): Promise<Discussion> {
  answers = given;
  const discussion = new Discussion(createClient({ origin: 'https://board.example' }), place);
  await discussion.load();
  return discussion;
}

const roots = (discussion: Discussion) =>
  [...discussion.own.value, ...discussion.threads.value].map(({ root }) => root);
const ids = (nodes: readonly Node[]): string[] => nodes.flatMap(({ id, children }) => [id, ...ids(children)]);
const below = (discussion: Discussion) => ids(discussion.threads.value[0]?.tree.value ?? []);

test('a page that fails can be loaded again', async () => {
  const discussion = await loaded();
  expect(discussion.state.value).toBe('failed');
  answers = [page([thread(comment('c1'))])];
  await discussion.load();
  expect(discussion.state.value).toBe('ready');
  expect(roots(discussion)).toEqual(['c1']);
});

test('further pages go on by the cursor, and a root that moved is shown once', async () => {
  const discussion = await loaded(
    page([thread(comment('c3')), thread(comment('c2'))], 'next-1'),
    page([thread(comment('c2')), thread(comment('c1'))]),
  );
  await discussion.loadMore();
  expect(asked[1]).toContain('cursor=next-1');
  expect(roots(discussion)).toEqual(['c3', 'c2', 'c1']);
  expect(discussion.hasMore.value).toBe(false);
});

test('an answer that comes after the order was changed is dropped', async () => {
  const discussion = await loaded(page([thread(comment('c1'))]));
  let arrive: (late: Response) => void = () => undefined;
  vi.mocked(fetch).mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
  );
  answers = [page([thread(comment('oldest'))])];
  const late = discussion.load('top');
  await discussion.load('oldest');
  arrive(Response.json(page([thread(comment('top'))])));
  await late;
  expect(roots(discussion)).toEqual(['oldest']);
  expect(discussion.sort.value).toBe('oldest');
});

test('further replies are merged in order of creation, with those the reader wrote', async () => {
  const root = comment('c1', { reply_count: 4 });
  const discussion = await loaded(page([thread(root, [reply('d1', 'c1')], 'more')]), {
    comments: [reply('d2', 'c1'), reply('d3', 'c1', 'd1')],
  });
  discussion.add(reply('d9', 'c1'));
  const [first] = discussion.threads.value;
  if (first) await discussion.loadReplies(first);
  expect(below(discussion)).toEqual(['d1', 'd3', 'd2', 'd9']);
});

test('a new comment stands above the others and is counted; a new reply is counted on what it answers', async () => {
  const discussion = await loaded(page([thread(comment('c1'), [reply('d1', 'c1')])]));
  const fresh = comment('c2');
  discussion.add(fresh);
  discussion.tally(fresh, 1);
  const answer = reply('d2', 'c1', 'd1');
  discussion.add(answer);
  discussion.tally(answer, 1);
  expect(roots(discussion)).toEqual(['c2', 'c1']);
  expect(discussion.count.value).toBe(12);
  expect(discussion.comment('c1').value.reply_count).toBe(1);
  expect(discussion.comment('d1').value.reply_count).toBe(1);
});

test("held comments are their author's to see, and gone when they sign out", async () => {
  const discussion = await loaded(page([thread(comment('c1'))]));
  discussion.setHeld([comment('c5', { status: 'held' }), reply('d5', 'c1', 'c1', { status: 'held' })]);
  expect(roots(discussion)).toEqual(['c5', 'c1']);
  expect(below(discussion)).toEqual(['d5']);
  discussion.setHeld([]);
  expect(roots(discussion)).toEqual(['c1']);
  expect(below(discussion)).toEqual([]);
});

test('the author goes on seeing a held comment where the page has a tombstone', async () => {
  const { author, body, ...rest } = comment('c1', { status: 'held', reply_count: 1 });
  const tombstone = page([thread(rest, [reply('d1', 'c1')])]);
  const discussion = await loaded(tombstone, tombstone);
  discussion.setHeld([{ ...rest, author: author ?? { id: '', nickname: '' }, body: body ?? [] }]);
  await discussion.load('oldest');
  expect(discussion.comment('c1').value.body).toEqual(body);
});

test('the thread of a permalink is shown above the list, and not twice', async () => {
  const discussion = await loaded(page([thread(comment('c9'))], 'next'), page([thread(comment('c1'))]));
  discussion.show(thread(comment('c1'), [reply('d1', 'c1')], ''));
  discussion.aim('d1');
  await discussion.loadMore();
  expect(discussion.pinned.value?.root).toBe('c1');
  expect(roots(discussion)).toEqual(['c9']);
  expect(discussion.target.value).toBe('d1');
});

test('a permalink into a thread of the list opens it there', async () => {
  const discussion = await loaded(page([thread(comment('c1'), [reply('d1', 'c1')], 'more')]));
  discussion.fold('c1');
  discussion.show(thread(comment('c1'), [reply('d7', 'c1')], ''));
  discussion.aim('d7');
  expect(discussion.pinned.value).toBeUndefined();
  expect(below(discussion)).toEqual(['d1', 'd7']);
  expect(discussion.folded.value.size).toBe(0);
});

test('a comment that is forgotten is nowhere any more', async () => {
  const discussion = await loaded(page([thread(comment('c1'), [reply('d1', 'c1')]), thread(comment('c2'))]));
  discussion.forget('d1');
  discussion.forget('c2');
  expect(roots(discussion)).toEqual(['c1']);
  expect(below(discussion)).toEqual([]);
});
