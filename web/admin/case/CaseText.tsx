import { useSignal } from '@preact/signals';
import { clauses } from '../rulebook';
import { t } from '../strings';
import type { Case, Signal } from '../wire';
import { alike, stretches, strictest } from './marks';
import { clauseTitle } from './reasons';

/** The text as written, with what screening found marked in place and listed below. */
export function CaseText({ theCase }: { theCase: Case }) {
  const { text, judged_text, signals, summary } = theCase;
  const chosen = useSignal<number | undefined>(undefined);
  const lines = alike(signals);
  /** The number by which the line of a signal is known. */
  const first = (number = 0) => lines.find(({ numbers }) => numbers.includes(number))?.numbers[0];
  return (
    <section class="case-text" aria-label={t.value.theText}>
      <blockquote class="subject-text" data-kind={summary.subject.kind}>
        {text ? (
          stretches(text, signals).map((one) =>
            one.signals.length === 0 ? (
              one.text
            ) : (
              <mark
                data-action={strictest(one.signals.flatMap((n) => signals[n]?.action ?? []))}
                data-chosen={one.signals.some((n) => first(n) === chosen.value)}
              >
                <a
                  href={`#signal-${first(one.signals[0])}`}
                  title={[...new Set(one.signals.map((n) => describe(signals[n])))].join('\n')}
                  onClick={(event) => {
                    event.preventDefault();
                    chosen.value = first(one.signals[0]);
                    document.getElementById(`signal-${chosen.value}`)?.scrollIntoView({ block: 'nearest' });
                  }}
                >
                  {one.text}
                </a>
              </mark>
            ),
          )
        ) : (
          <em class="soft">{t.value.emptyText}</em>
        )}
      </blockquote>
      {judged_text && judged_text !== text && (
        <details class="judged" open>
          <summary>{t.value.judgedText}</summary>
          <blockquote class="subject-text">{judged_text}</blockquote>
        </details>
      )}
      {signals.length > 0 && (
        <ul class="signals" aria-label={t.value.signals}>
          {lines.map(({ signal, numbers }) => (
            <li key={numbers[0]} id={`signal-${numbers[0]}`} data-chosen={numbers[0] === chosen.value}>
              <SignalLine
                signal={signal}
                times={numbers.length}
                onPoint={() => {
                  chosen.value = numbers[0];
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface SignalLineProps {
  signal: Signal;
  /** How often the text has it. */
  times: number;
  onPoint: () => void;
}

function SignalLine({ signal, times, onPoint }: SignalLineProps) {
  return (
    <span class="signal" onPointerEnter={onPoint}>
      <span class="action" data-action={signal.action}>
        {t.value.actions[signal.action]}
      </span>
      <span>{describe(signal)}</span>
      {times > 1 && <span class="weight">×{times}</span>}
    </span>
  );
}

/** A signal in words: the rule, the term with its list, and the clause. */
function describe(signal: Signal | undefined): string {
  if (!signal) return '';
  const { code, term, list, clause } = signal;
  const rules: Readonly<Record<string, string>> = t.value.rules;
  const rule = rules[code] ?? code;
  const parts = [term ? t.value.termHit(term, list ?? '') : rule];
  if (clause) parts.push(clauseTitle(clauses.value, clause));
  return parts.join('・');
}
