import { language } from '../../strings';
import type { Rulebook } from '../../wire';
import { t } from './strings';

/** The numbered points of a rulebook. */
export function Clauses({ rulebook }: { rulebook: Rulebook }) {
  const { kinds: names } = t.value;
  const list = new Intl.ListFormat(language.value, { type: 'conjunction' });
  const published = new Intl.DateTimeFormat(language.value, { dateStyle: 'long' });
  return (
    <>
      <ol class="clauses">
        {rulebook.clauses.map(({ code, title, text, kinds }) => (
          <li key={code}>
            <strong>{title}</strong>
            <p>{text}</p>
            <small>{t.value.appliesTo(list.format(kinds.map((kind) => names[kind])))}</small>
          </li>
        ))}
      </ol>
      <p class="hint">
        {t.value.rulesVersion(rulebook.version, published.format(Date.parse(rulebook.published_at)))}
      </p>
    </>
  );
}
