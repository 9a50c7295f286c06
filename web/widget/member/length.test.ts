import { expect, test } from 'vitest';
import { lengthOf } from './length';

test.each([
  ['', 0],
  ['   \n ', 0],
  ['夜間公車', 4],
  ['  前後的空白不算  ', 7],
  ['abc，中文。', 7],
  ['兩行\n一起算', 6],
])('%j has %i characters', (text, length) => {
  expect(lengthOf(text)).toBe(length);
});

test.each([
  ['一家人的表情符號', '👨‍👩‍👧‍👦', 1],
  ['旗子', '🇹🇼🇯🇵', 2],
  ['字母和它的重音', 'e\u0301', 1],
  ['半形片假名和濁點', '\uff76\uff9e', 1],
  ['罕用字', '𠮷𡃁', 2],
])('%s is counted as readers see it', (_, text, length) => {
  expect(lengthOf(text)).toBe(length);
});
