import { createStrings } from '@board/ui';
import { zhTW } from './zh-TW';

/** The texts of what is read. Those for taking part and for the dialogs come with their code. */
export const { t, language, use } = createStrings(zhTW, { en: () => import('./en').then(({ en }) => en) });
