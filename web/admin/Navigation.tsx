import { Icon, type IconName } from './Icon';
import { QueueLinks } from './queue/QueueLinks';
import { counts } from './queue/queue';
import { pathOf, place, queueOf, SCREENS, type Screen } from './router';
import { t } from './strings';

const icons: Record<Screen, IconName> = {
  queue: 'queue',
  decisions: 'decisions',
  members: 'members',
  terms: 'terms',
  switches: 'switches',
  audit: 'audit',
};

/** The screens of the desk: a column beside the work, or a row under the thumb. */
export function Navigation({ site }: { site: string }) {
  const here = place.value?.screen;
  return (
    <nav class="navigation" aria-label={t.value.navigation}>
      <ul>
        {SCREENS.map((screen) => (
          <li key={screen}>
            <a
              class="nav-link"
              href={screen === 'queue' ? queuePath(site) : pathOf(site, screen)}
              aria-current={here === screen ? 'page' : undefined}
            >
              <Icon name={icons[screen]} />
              <span class="nav-label">{t.value.screens[screen]}</span>
              <Waiting screen={screen} />
            </a>
            {screen === 'queue' && <QueueLinks site={site} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Back to the queue that was open, if it is open; else all of them. */
function queuePath(site: string): string {
  const here = place.value;
  return pathOf(site, 'queue', here?.screen === 'queue' ? queueOf(here).queue : 'all');
}

/** How many wait on a screen. */
function Waiting({ screen }: { screen: Screen }) {
  const known = counts.value;
  if (screen === 'queue' && known) return <span class="count nav-total">{known.all}</span>;
  if (screen === 'decisions' && known && known.awaiting_confirmation > 0) {
    return (
      <span class="count" data-urgent title={t.value.awaitingCount(known.awaiting_confirmation)}>
        {known.awaiting_confirmation}
      </span>
    );
  }
  return null;
}
