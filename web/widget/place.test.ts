import { beforeEach, expect, test } from 'vitest';
import { commentIn, hashOf, placeOf } from './place';

beforeEach(() => {
  document.head.replaceChildren();
  document.title = '夜間公車';
});

function element(attributes: Record<string, string>): HTMLElement {
  const made = document.createElement('div');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

test('attributes say where a discussion stands', () => {
  const place = placeOf(
    element({
      site: 'news',
      article: 'a1',
      'article-url': 'https://news.example/1',
      'article-title': '標題',
    }),
  );
  expect(place).toEqual({ site: 'news', article: 'a1', url: 'https://news.example/1', title: '標題' });
});

test('without them, address and title are those of the page, the hash left out', () => {
  location.hash = '#board-x';
  const { url, title } = placeOf(element({ site: 'news', article: 'a1' }));
  expect(url).toBe(location.href.replace(/#.*/, ''));
  expect(title).toBe('夜間公車');
});

test('a canonical address counts on the own host alone', () => {
  const link = document.createElement('link');
  link.rel = 'canonical';
  document.head.append(link);
  link.href = `${location.origin}/story/1`;
  expect(placeOf(element({})).url).toBe(`${location.origin}/story/1`);
  link.href = 'https://elsewhere.example/story/1';
  expect(placeOf(element({})).url).not.toContain('elsewhere');
});

test('a permalink names a comment, and nothing else does', () => {
  const id = '01a207ba-5423-7ab1-91b7-069a4aedcd17';
  expect(commentIn(hashOf(id))).toBe(id);
  expect(commentIn('#board-../../me')).toBeUndefined();
  expect(commentIn('#top')).toBeUndefined();
});
