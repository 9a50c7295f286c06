import { t } from '../strings';
import type { Case } from '../wire';
import { DecisionLine } from './DecisionLine';

/** What was decided on this case before. */
export function CaseDecisions({ theCase }: { theCase: Case }) {
  if (theCase.decisions.length === 0) return null;
  return (
    <section>
      <h3>{t.value.caseDecisions}</h3>
      {theCase.decisions.map(({ summary }) => (
        <DecisionLine key={summary.id} decision={summary} />
      ))}
    </section>
  );
}
