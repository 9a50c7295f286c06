import type { zhTW } from './zh-TW';

/** What the widget says, in English. */
export const en: typeof zhTW = {
  comments: (n: number) => (n === 1 ? '1 comment' : `${n} comments`),
};
