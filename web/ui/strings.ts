import { type ReadonlySignal, signal } from '@preact/signals';

/** The languages of the interface. */
export type Language = 'zh-TW' | 'en';

/** Everything an interface says: texts, functions where something is put in, and groups of them. */
interface Texts {
  readonly [key: string]: string | ((...args: never[]) => string) | Texts;
}

export interface Strings<S extends Texts> {
  /** The texts in the language in use. */
  readonly t: ReadonlySignal<S>;
  readonly language: ReadonlySignal<Language>;
  /** Changes the language, and answers once its texts are here. */
  use(language: Language): Promise<void>;
}

/**
 * The texts of an interface: zh-TW is part of it, others are loaded when asked for. A language that lacks a key, or has
 * other arguments, is a type error.
 */
export function createStrings<S extends Texts>(
  zhTW: S,
  others: Record<Exclude<Language, 'zh-TW'>, () => Promise<NoInfer<S>>>,
): Strings<S> {
  const t = signal(zhTW);
  const language = signal<Language>('zh-TW');

  const use = async (wanted: Language) => {
    const texts = wanted === 'zh-TW' ? zhTW : await others[wanted]();
    t.value = texts;
    language.value = wanted;
  };
  return { t, language, use };
}

/** The language of ours that is nearest to a BCP 47 tag. */
export function nearestLanguage(tag: string): Language {
  return /^en\b/i.test(tag) ? 'en' : 'zh-TW';
}
