// What is on the screens, from the same files that put it there.
import { zhTW as deskTexts } from '../admin/strings/zh-TW';
import { zhTW as dialogTexts } from '../widget/member/dialogs/strings/zh-TW';
import { en as memberEnglish } from '../widget/member/strings/en';
import { zhTW as memberTexts } from '../widget/member/strings/zh-TW';
import { en as firstEnglish } from '../widget/strings/en';
import { zhTW as firstTexts } from '../widget/strings/zh-TW';

/** The widget's texts in Taiwan's Chinese, without those of its dialogs. */
export const text = { ...firstTexts, ...memberTexts };

/** The same in English. */
export const english = { ...firstEnglish, ...memberEnglish };

/** Those of its dialogs. */
export const dialogs = dialogTexts;

/** Those of the desk. */
export const desk = deskTexts;
