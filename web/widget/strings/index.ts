import { createStrings } from '@board/ui';
import { zhTW } from './zh-TW';

export const { t, language, use } = createStrings(zhTW, {
  en: () => import('./en').then((module) => module.en),
});
