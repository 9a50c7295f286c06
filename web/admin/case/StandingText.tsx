import { fullTime } from '@board/ui';
import { language, t } from '../strings';
import type { Standing } from '../wire';

const tones = { good: 'good', warned: 'warn', suspended: 'danger', ended: 'danger' } as const;

/** A member's standing in a word, and until when it lasts. */
export function StandingText({ standing }: { standing: Standing }) {
  return (
    <span class="badge" data-tone={tones[standing.kind]}>
      {standingText(standing)}
    </span>
  );
}

export function standingText({ kind, until }: Standing): string {
  if (kind === 'suspended' && until) return t.value.suspendedUntil(fullTime(until, language.value));
  return t.value.standings[kind];
}
