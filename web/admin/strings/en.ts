import type { zhTW } from './zh-TW';

/** What the desk says, in English. */
export const en: typeof zhTW = {
  desk: 'Desk',
};
