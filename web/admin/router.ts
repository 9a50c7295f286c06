import { computed, signal } from '@preact/signals';

/** The screens below /desk/{site}/. */
export const SCREENS = ['queue', 'decisions', 'members', 'terms', 'switches', 'audit'] as const;
export type Screen = (typeof SCREENS)[number];

export const QUEUES = ['all', 'held', 'reported', 'comments', 'tags', 'nicknames'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Where in the desk somebody is, as the address says it. */
export interface Place {
  site: string;
  screen: Screen;
  /** What follows the screen: a queue and a case, a member, a list. */
  rest: readonly string[];
}

/** Reads an address; undefined where it names no screen, as /desk alone. */
export function placeOf(pathname: string): Place | undefined {
  const [desk, site, screen, ...rest] = pathname.split('/').filter(Boolean).map(decoded);
  const known = SCREENS.find((each) => each === screen);
  return desk === 'desk' && site && known ? { site, screen: known, rest } : undefined;
}

export function pathOf(site: string, screen: Screen, ...rest: readonly string[]): string {
  return `/${['desk', site, screen, ...rest].map(encodeURIComponent).join('/')}`;
}

/** The queue and the case of a place on the queue screen. */
export function queueOf(place: Place | undefined): { queue: QueueName; caseId: string | undefined } {
  const queue = QUEUES.find((each) => each === place?.rest[0]) ?? 'all';
  return { queue, caseId: place?.screen === 'queue' ? place.rest[1] : undefined };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const path = signal(location.pathname);
export const place = computed(() => placeOf(path.value));

/** Goes to another address of the desk. */
export function go(to: string, { replace = false } = {}): void {
  if (to === path.peek()) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  path.value = location.pathname;
}

/** Follows the browser's buttons, and turns clicks on links within the desk into steps without a page load. */
export function watchAddress(): void {
  addEventListener('popstate', () => {
    path.value = location.pathname;
  });
  addEventListener('click', (event) => {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !plain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
    if (link.pathname !== '/desk' && !link.pathname.startsWith('/desk/')) return;
    event.preventDefault();
    go(link.pathname);
  });
}
