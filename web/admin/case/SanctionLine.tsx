import { Button, fullTime, RelativeTime } from '@board/ui';
import { useSignal } from '@preact/signals';
import { problemText } from '../problems';
import { pathOf } from '../router';
import { slug } from '../session';
import { language, t } from '../strings';
import { toasts } from '../toasts';
import type { Sanction } from '../wire';
import { openCase } from './opening';

/** A sanction, with the way to lift it while it is in force. */
export function SanctionLine({ sanction, member }: { sanction: Sanction; member: string }) {
  const { id, in_force, from, lifted_at, decision } = sanction;
  const busy = useSignal(false);
  const lift = () => {
    busy.value = true;
    openCase(slug(), 'nickname', member, id)
      .catch((error: unknown) => toasts.say(problemText(error)))
      .finally(() => {
        busy.value = false;
      });
  };
  return (
    <p class="sanction-line" data-over={!in_force}>
      <a href={pathOf(slug(), 'decisions', decision)}>{sanctionText(sanction)}</a>
      <span class="soft">
        <RelativeTime at={from} language={language.value} />
        {lifted_at ? `・${t.value.lifted}` : !in_force && `・${t.value.over}`}
      </span>
      {in_force && (
        <Button kind="quiet" class="small" busy={busy.value} onClick={lift}>
          {t.value.lift}
        </Button>
      )}
    </p>
  );
}

export function sanctionText({ kind, until }: Sanction): string {
  if (kind === 'suspension' && until) return t.value.suspendedUntil(fullTime(until, language.value));
  return t.value.sanctionKinds[kind];
}
