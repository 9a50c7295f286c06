import { useMember } from '../member';
import { Clauses } from './Clauses';
import { t } from './strings';

/** The rules within a form, folded away so that the form stays short. */
export function RulesInline() {
  const { rules } = useMember();
  const rulebook = rules.current.value;
  if (!rulebook) return null;
  return (
    <details class="rules-inline">
      <summary>{t.value.rules}</summary>
      <Clauses rulebook={rulebook} />
    </details>
  );
}
