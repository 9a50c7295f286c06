import type { reasonsZhTW } from './reasons.zh-TW';

/** Quick texts for the reason a member is told, for sites whose first language is English. */
export const reasonsEn: typeof reasonsZhTW = {
  kinds: { comment: 'comment', tag: 'tag', nickname: 'nickname' },
  titled: (what, clause) => `Your ${what} breaks the posting rules of this site: “${clause}”.`,
  unlawful: [
    (what) => `Your ${what} breaks the law and was handled under our posting rules.`,
    (what) => `Your ${what} makes somebody’s personal data public.`,
  ],
  infringing: [
    (what) => `Your ${what} may infringe somebody’s rights, such as reputation, privacy or copyright.`,
    (what) => `Your ${what} copies somebody’s work without permission.`,
  ],
  abusive: [
    (what) => `Your ${what} insults others. Please argue the point and respect other readers.`,
    (what) => `Your ${what} is discriminating or hateful.`,
    (what) => `Your ${what} threatens somebody.`,
  ],
  false: [
    (what) => `Your ${what} contradicts established facts and may mislead other readers.`,
    (what) => `Your ${what} spreads what is known to be false.`,
  ],
  nickname: [
    () => 'Your nickname is obscene or offends others.',
    () => 'Your nickname may be taken for our staff, a public figure, a brand or another member.',
  ],
  advertising: [
    (what) => `Your ${what} is advertising, which has no place in this discussion.`,
    (what) => `Your ${what} has suspicious links.`,
    (what) => `You posted the same ${what} again and again.`,
  ],
  off_topic: [(what) => `Your ${what} has nothing to do with the article.`],
  meaningless: [(what) => `Your ${what} says nothing that could be discussed.`],
};
