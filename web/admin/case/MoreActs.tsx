import { useId } from 'preact/hooks';
import { t } from '../strings';
import type { Case } from '../wire';
import { change } from './deciding';
import { type Draft, missingOf, type Period } from './draft';

const PERIODS: readonly Period[] = ['none', 'hour', 'day', 'week', 'all', 'custom'];

/** What else goes with it: the member's other comments, and their nickname. */
export function MoreActs({ draft, theCase }: { draft: Draft; theCase: Case }) {
  const ids = { period: useId(), from: useId(), to: useId() };
  const wrong = missingOf(draft).includes('period');
  return (
    <div class="field">
      <label for={ids.period}>{t.value.alsoComments}</label>
      <select
        id={ids.period}
        value={draft.period}
        onChange={(event) => change({ period: event.currentTarget.value as Period })}
      >
        {PERIODS.map((period) => (
          <option key={period} value={period}>
            {t.value.periods[period]}
          </option>
        ))}
      </select>
      {draft.period === 'custom' && (
        <div class="span-of-time">
          <label for={ids.from}>{t.value.from}</label>
          <input
            id={ids.from}
            type="datetime-local"
            value={draft.from}
            aria-invalid={wrong}
            onInput={(event) => change({ from: event.currentTarget.value })}
          />
          <label for={ids.to}>{t.value.to}</label>
          <input
            id={ids.to}
            type="datetime-local"
            value={draft.to}
            aria-invalid={wrong}
            onInput={(event) => change({ to: event.currentTarget.value })}
          />
        </div>
      )}
      {theCase.summary.subject.kind !== 'nickname' && (
        <label class="check">
          <input
            type="checkbox"
            checked={draft.resetNickname}
            onChange={(event) => change({ resetNickname: event.currentTarget.checked })}
          />
          <span>{t.value.alsoNickname(theCase.summary.member.nickname)}</span>
        </label>
      )}
    </div>
  );
}
