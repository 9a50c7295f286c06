import { createStrings, type Language } from '@board/ui';
import { problemsZhTW } from './problems.zh-TW';
import { zhTW } from './zh-TW';

const texts = createStrings(zhTW, { en: () => import('./en').then(({ en }) => en) });
const problems = createStrings(problemsZhTW, {
  en: () => import('./problems.en').then(({ problemsEn }) => problemsEn),
});

export const { t } = texts;
/** The sentences for what went wrong, by the code of the problem. */
export const problemTexts = problems.t;

/** Changes the language of what is said to those who take part. */
export async function use(wanted: Language): Promise<void> {
  await problems.use(wanted);
  await texts.use(wanted);
}
