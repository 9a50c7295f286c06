import { useSignal } from '@preact/signals';
import { clauses } from '../rulebook';
import { t } from '../strings';
import type { Case, Signal } from '../wire';
import { stretches, strictest } from './marks';
import { clauseTitle } from './reasons';

/** The text as written, with what screening found marked in place and listed below. */
export function CaseText({ theCase }: { theCase: Case }) {
  const { text, judged_text, signals, summary } = theCase;
  const chosen = useSignal<number | undefined>(undefined);
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
                data-chosen={one.signals.some((n) => n === chosen.value)}
              >
                <a
                  href={`#signal-${one.signals[0]}`}
                  title={one.signals.map((n) => describe(signals[n])).join('\n')}
                  onClick={(event) => {
                    event.preventDefault();
                    chosen.value = one.signals[0];
                    document.getElementById(`signal-${one.signals[0]}`)?.scrollIntoView({ block: 'nearest' });
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
          {signals.map((signal, number) => (
            <li
              key={`${signal.phase} ${signal.code} ${signal.start}`}
              id={`signal-${number}`}
              data-chosen={chosen.value === number}
            >
              <SignalLine
                signal={signal}
                onPoint={() => {
                  chosen.value = number;
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SignalLine({ signal, onPoint }: { signal: Signal; onPoint: () => void }) {
  return (
    <span class="signal" onPointerEnter={onPoint}>
      <span class="action" data-action={signal.action}>
        {t.value.actions[signal.action]}
      </span>
      <span>{describe(signal)}</span>
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
