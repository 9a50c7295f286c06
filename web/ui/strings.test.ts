import { expect, test } from 'vitest';
import { createStrings, nearestLanguage } from './strings';

const zhTW = { hello: '你好', comments: (n: number) => `${n} 則留言` };
const en: typeof zhTW = { hello: 'Hello', comments: (n) => `${n} comments` };

test('zh-TW stands until another language has come', async () => {
  const { t, language, use } = createStrings(zhTW, { en: async () => en });
  expect(t.value.comments(3)).toBe('3 則留言');
  const coming = use('en');
  expect(t.value.hello).toBe('你好');
  await coming;
  expect([t.value.hello, language.value]).toEqual(['Hello', 'en']);
  await use('zh-TW');
  expect(t.value.hello).toBe('你好');
});

test('a language that cannot be loaded leaves the one that stands', async () => {
  const { t, language, use } = createStrings(zhTW, { en: () => Promise.reject(new Error('offline')) });
  await expect(use('en')).rejects.toThrow('offline');
  expect([t.value.hello, language.value]).toEqual(['你好', 'zh-TW']);
});

test('English of any country is English; all else is zh-TW', () => {
  expect(['en', 'en-GB', 'EN-us', 'zh-Hant-TW', 'ja', ''].map(nearestLanguage)).toEqual([
    'en',
    'en',
    'en',
    'zh-TW',
    'zh-TW',
    'zh-TW',
  ]);
});
