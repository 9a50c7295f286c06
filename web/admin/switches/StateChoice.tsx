import { useId } from 'preact/hooks';
import { t } from '../strings';
import type { ArticleState } from '../wire';

/** The states of a discussion, one of them chosen. */
export function StateChoice<S extends ArticleState>({
  name,
  states,
  value,
  busy,
  onChoose,
}: {
  name: string;
  states: readonly S[];
  value: S;
  busy: boolean;
  onChoose: (state: S) => void;
}) {
  const id = useId();
  return (
    <fieldset class="state-choice" aria-busy={busy}>
      <legend>{name}</legend>
      <div class="segments">
        {states.map((state) => (
          <label key={state} data-tone={state === 'open' ? 'good' : state === 'closed' ? 'danger' : 'warn'}>
            <input
              type="radio"
              name={id}
              checked={value === state}
              disabled={busy}
              onChange={() => onChoose(state)}
            />
            <span>{t.value.states[state]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
