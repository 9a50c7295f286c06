import { expect, test } from 'vitest';
import { pasted, placeOfField, rowOf, sent } from './terms';

const defaults = { action: 'hold', kinds: ['comment', 'tag'], clause: 'advertising' } as const;

test('pasted lines become terms once each, without blanks and without what is there already', () => {
  const known = [rowOf({ text: '飆股', action: 'note', kinds: ['comment'], clause: 'abusive' })];
  const rows = pasted(' 假投資 \r\n\n飆股\n假投資\n代開發票', known, defaults);
  expect(rows.map(({ text }) => text)).toEqual(['假投資', '代開發票']);
  expect(rows[0]).toMatchObject({ action: 'hold', kinds: ['comment', 'tag'], clause: 'advertising' });
});

test('rows nobody wrote in are not sent, and a complaint still finds its row', () => {
  const rows = ['', '甲', ' ', '乙'].map((text) =>
    rowOf({ text, action: 'hold', kinds: ['comment'], clause: 'abusive', note: '' }),
  );
  const { terms, rowAt } = sent(rows);
  expect(terms).toEqual([
    { text: '甲', action: 'hold', kinds: ['comment'], clause: 'abusive' },
    { text: '乙', action: 'hold', kinds: ['comment'], clause: 'abusive' },
  ]);
  expect(placeOfField({ path: 'terms[1].text' }, rowAt)).toEqual({ row: rows[3]?.row, column: 'text' });
  expect(placeOfField({ path: 'terms[0]' }, rowAt)).toEqual({ row: rows[1]?.row, column: 'text' });
});

test('a complaint about the list itself belongs to no row', () => {
  expect(placeOfField({ path: 'name' }, [1, 2])).toBeUndefined();
  expect(placeOfField({ path: 'terms' }, [1, 2])).toBeUndefined();
  expect(placeOfField({ path: 'terms[9].text' }, [1, 2])).toBeUndefined();
});
