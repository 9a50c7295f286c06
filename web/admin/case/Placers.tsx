import { pathOf } from '../router';
import { slug } from '../session';
import { t } from '../strings';
import type { Case } from '../wire';

/** Who placed a tag, the first of them first. */
export function Placers({ theCase }: { theCase: Case }) {
  const { placers } = theCase;
  if (placers.length === 0) return null;
  return (
    <section>
      <h3>{t.value.placers(placers.length)}</h3>
      <ul class="names">
        {placers.map(({ id, nickname }) => (
          <li key={id}>
            <a href={pathOf(slug(), 'members', id)}>{nickname}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
