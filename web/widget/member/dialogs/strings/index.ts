import { createStrings } from '@board/ui';
import { zhTW } from './zh-TW';

/** The texts of the dialogs, which come with the dialogs. */
export const { t, use } = createStrings(zhTW, { en: () => import('./en').then(({ en }) => en) });
