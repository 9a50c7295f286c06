import { Button, Spinner } from '@board/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { QueueName } from '../router';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { QueueRow } from './QueueRow';
import { busy, cases, more, next, problem, refresh } from './queue';

/** The cases of a queue, the most urgent first. */
export function QueueList({ queue, open }: { queue: QueueName; open: string | undefined }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  const shown = cases.value;
  if (!shown) {
    return problem.value ? (
      <Trouble error={problem.value} onRetry={refresh} />
    ) : (
      <div class="waiting">
        <Spinner label={t.value.loading} />
      </div>
    );
  }
  return (
    <>
      {problem.value !== undefined && <Trouble error={problem.value} onRetry={refresh} />}
      {shown.length === 0 && (
        <div class="empty">
          <p>{t.value.queueEmpty[queue]}</p>
          <p class="soft">{t.value.queueEmptyNote}</p>
        </div>
      )}
      <ul ref={list} class="queue">
        {shown.map((one) => (
          <QueueRow key={one.id} summary={one} queue={queue} isOpen={one.id === open} />
        ))}
      </ul>
      {next.value && (
        <Button kind="quiet" class="more" busy={busy.value} onClick={() => void more()}>
          {t.value.more}
        </Button>
      )}
    </>
  );
}
