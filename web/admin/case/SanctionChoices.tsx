import { useId } from 'preact/hooks';
import { t } from '../strings';
import type { Case } from '../wire';
import { change } from './deciding';
import type { Draft, SanctionChoice } from './draft';

const CHOICES: readonly SanctionChoice[] = ['none', 'warn', '1', '7', '30', 'until', 'end'];

/** What happens to the member, and of a tag, to which of those who placed it. */
export function SanctionChoices({ draft, theCase }: { draft: Draft; theCase: Case }) {
  const id = useId();
  return (
    <fieldset class="field">
      <legend>{t.value.sanction}</legend>
      <div class="choices">
        {CHOICES.map((choice) => (
          <label key={choice} class="choice">
            <input
              type="radio"
              name="sanction"
              checked={draft.sanction === choice}
              onChange={() => change({ sanction: choice })}
            />
            <span class="pill">{t.value.sanctionChoices[choice]}</span>
          </label>
        ))}
      </div>
      {draft.sanction === 'until' && (
        <div class="inline-field">
          <label for={id}>{t.value.lastDay}</label>
          <input
            id={id}
            type="date"
            min={today()}
            value={draft.until}
            aria-invalid={!draft.until}
            onInput={(event) => change({ until: event.currentTarget.value })}
          />
        </div>
      )}
      {theCase.placers.length > 1 && <PlacerChoice draft={draft} theCase={theCase} />}
    </fieldset>
  );
}

function PlacerChoice({ draft, theCase }: { draft: Draft; theCase: Case }) {
  const toggle = (id: string, on: boolean) => {
    const others = draft.members.filter((one) => one !== id);
    change({ members: on ? [...others, id] : others });
  };
  return (
    <fieldset class="choices" aria-label={t.value.whichPlacers}>
      <span class="soft">{t.value.whichPlacers}</span>
      {theCase.placers.map(({ id, nickname }) => (
        <label key={id} class="choice">
          <input
            type="checkbox"
            checked={draft.members.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
          <span class="pill">{nickname}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Today as a date input writes it, here. */
function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
