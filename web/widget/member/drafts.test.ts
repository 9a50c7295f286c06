import { beforeEach, expect, test, vi } from 'vitest';
import { createDrafts } from './drafts';

beforeEach(() => localStorage.clear());

test('a draft is there again after a reload', () => {
  createDrafts('news', 'a1').keep('還沒寫完');
  expect(createDrafts('news', 'a1').read()).toBe('還沒寫完');
});

test('articles, sites and replies have drafts of their own', () => {
  const drafts = createDrafts('news', 'a1');
  drafts.keep('留言');
  drafts.keep('回覆', 'c1');
  expect(drafts.read()).toBe('留言');
  expect(drafts.read('c1')).toBe('回覆');
  expect(drafts.read('c2')).toBe('');
  expect(createDrafts('news', 'a2').read()).toBe('');
  expect(createDrafts('other', 'a1').read()).toBe('');
});

test('an emptied draft leaves nothing behind', () => {
  const drafts = createDrafts('news', 'a1');
  drafts.keep('寫了又刪');
  drafts.keep('  ');
  expect(localStorage.length).toBe(0);
});

test('where the browser forbids storage, a draft lasts as long as the page', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const drafts = createDrafts('news', 'a1');
  drafts.keep('還在');
  expect(drafts.read()).toBe('還在');
});
