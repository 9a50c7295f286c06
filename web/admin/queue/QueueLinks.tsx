import { pathOf, place, QUEUES, queueOf } from '../router';
import { t } from '../strings';
import { counts } from './queue';

/** The queues with their numbers of open cases. */
export function QueueLinks({ site }: { site: string }) {
  const here = place.value;
  const open = here?.screen === 'queue' ? queueOf(here).queue : undefined;
  return (
    <ul class="queue-links">
      {QUEUES.map((queue) => (
        <li key={queue}>
          <a href={pathOf(site, 'queue', queue)} aria-current={open === queue ? 'page' : undefined}>
            <span>{t.value.queues[queue]}</span>
            <span class="count">{counts.value?.[queue] ?? '–'}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
