import { t } from '../strings';
import type { Case } from '../wire';
import { change } from './deciding';
import type { Draft } from './draft';
import { sanctionText } from './SanctionLine';

/** Sanctions of the member that this decision may lift, and of a removed text, bringing it back. */
export function LiftChoice({ draft, theCase }: { draft: Draft; theCase: Case }) {
  const { summary, history } = theCase;
  const inForce = history.sanctions.filter(({ in_force }) => in_force);
  const removed = summary.subject.kind !== 'nickname' && summary.subject_status === 'removed';
  const mayRestore = removed && draft.outcome === 'no_violation';
  if (inForce.length === 0 && !mayRestore) return null;
  const toggle = (id: string, on: boolean) => {
    const others = draft.lift.filter((one) => one !== id);
    change({ lift: on ? [...others, id] : others });
  };
  return (
    <fieldset class="field">
      <legend>{t.value.liftOrRestore}</legend>
      {mayRestore && (
        <label class="check">
          <input
            type="checkbox"
            checked={draft.restore}
            onChange={(event) => change({ restore: event.currentTarget.checked })}
          />
          <span>{t.value.restoreIt(t.value.kinds[summary.subject.kind])}</span>
        </label>
      )}
      {inForce.map((sanction) => (
        <label key={sanction.id} class="check">
          <input
            type="checkbox"
            checked={draft.lift.includes(sanction.id)}
            onChange={(event) => toggle(sanction.id, event.currentTarget.checked)}
          />
          <span>{t.value.liftThis(sanctionText(sanction))}</span>
        </label>
      ))}
    </fieldset>
  );
}
