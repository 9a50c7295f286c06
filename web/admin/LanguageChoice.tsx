import type { Language } from '@board/ui';
import { chooseLanguage } from './preferences';
import { language, t } from './strings';

const names: readonly [Language, string][] = [
  ['zh-TW', '繁體中文'],
  ['en', 'English'],
];

/** The languages of the desk, each called by its own name. */
export function LanguageChoice() {
  return (
    <select
      class="compact"
      aria-label={t.value.language}
      value={language.value}
      onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}
    >
      {names.map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
