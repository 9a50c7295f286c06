import { render } from 'preact';
import { beforeEach, expect, test } from 'vitest';
import { Body, type BodyNode } from './Body';

let place: HTMLElement;
beforeEach(() => {
  place = document.createElement('div');
});

function drawn(...nodes: BodyNode[]): string {
  render(<Body nodes={nodes} />, place);
  return place.querySelector('.body')?.innerHTML ?? '';
}

const text = (it: string): BodyNode => ({ type: 'text', text: it });

test('every kind of node has its element', () => {
  const html = drawn(
    {
      type: 'paragraph',
      children: [text('一'), { type: 'strong', children: [text('二')] }, { type: 'break' }],
    },
    {
      type: 'quote',
      children: [{ type: 'paragraph', children: [{ type: 'emphasis', children: [text('三')] }] }],
    },
    { type: 'list', children: [{ type: 'item', children: [text('四')] }] },
    {
      type: 'list',
      ordered: true,
      start: 3,
      children: [{ type: 'item', children: [{ type: 'code', text: '五' }] }],
    },
    { type: 'code_block', text: '六' },
  );
  expect(html).toBe(
    '<p>一<strong>二</strong><br></p><blockquote><p><em>三</em></p></blockquote><ul><li>四</li></ul>' +
      '<ol start="3"><li><code>五</code></li></ol><pre><code>六</code></pre>',
  );
});

test('markup in a text stays text', () => {
  drawn({ type: 'paragraph', children: [text('<img src=x onerror=alert(1)>')] });
  expect(place.querySelector('img')).toBeNull();
  expect(place.textContent).toBe('<img src=x onerror=alert(1)>');
});

test('a link says that it leads away', () => {
  drawn({ type: 'link', href: 'https://example.org/', children: [text('x')] });
  const link = place.querySelector('a');
  expect([link?.getAttribute('href'), link?.rel]).toEqual(['https://example.org/', 'nofollow ugc noopener']);
});

test.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//evil.example', ''])(
  'an address like %j makes no link',
  (href) => {
    drawn({ type: 'link', href, children: [text('x')] });
    expect(place.querySelector('a')).toBeNull();
    expect(place.textContent).toBe('x');
  },
);
