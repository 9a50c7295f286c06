import { CaseView } from '../case/CaseView';
import { form } from '../case/deciding';
import { useShortcuts } from '../keys';
import { go, pathOf, place, queueOf } from '../router';
import { slug } from '../session';
import { t } from '../strings';
import { QueueLinks } from './QueueLinks';
import { QueueList } from './QueueList';
import { neighbour } from './queue';

/** The queue on one side, the case on the other; on a phone one after the other. */
export function QueueScreen() {
  const { queue, caseId } = queueOf(place.value);
  const step = (by: 1 | -1) => () => {
    const to = neighbour(caseId, by);
    if (to) go(pathOf(slug(), 'queue', queue, to.id));
  };
  const free = !form.value;
  useShortcuts({
    j: free ? step(1) : undefined,
    k: free ? step(-1) : undefined,
    Escape: free && caseId ? () => go(pathOf(slug(), 'queue', queue)) : undefined,
  });

  return (
    <div class="queue-screen" data-open={caseId !== undefined}>
      <h1 id="queue-heading" class="hidden-text">
        {t.value.queueHeading(t.value.queues[queue])}
      </h1>
      <section class="queue-pane" aria-labelledby="queue-heading">
        <div class="queue-tabs">
          <QueueLinks site={slug()} />
        </div>
        <QueueList queue={queue} open={caseId} />
      </section>
      <section class="case-pane" aria-label={t.value.case}>
        {caseId ? (
          <CaseView key={caseId} site={slug()} id={caseId} />
        ) : (
          <p class="empty">{t.value.chooseCase}</p>
        )}
      </section>
    </div>
  );
}
