import { useEffect } from 'preact/hooks';
import { askUndo, form, last, undoing } from './case/deciding';
import { UndoDialog } from './decisions/UndoDialog';
import { Header } from './Header';
import { KeysDialog, keysShown } from './KeysDialog';
import { focusSearch, useShortcuts } from './keys';
import { Audit, Decisions, Members, Switches, Terms } from './lazy';
import { Navigation } from './Navigation';
import { QueueScreen } from './queue/QueueScreen';
import { showQueue } from './queue/queue';
import { useFreshQueue } from './queue/watch';
import { go, pathOf, place, queueOf } from './router';
import { account, site } from './session';
import { t } from './strings';

/** The desk at work: header, navigation and the screen of the address. */
export function Shell() {
  const here = place.value;
  const known = site.value;
  const first = account.value?.sites[0];
  const { queue } = queueOf(here);

  useEffect(() => {
    if (!here && first) go(pathOf(first.slug, 'queue', 'all'), { replace: true });
  }, [here, first]);
  useEffect(() => {
    if (known) showQueue(known.slug, queue);
  }, [known, queue]);
  useFreshQueue();
  useShortcuts({
    '?': () => {
      keysShown.value = true;
    },
    u: form.value || !last.value ? undefined : askUndo,
    '/': focusSearch,
  });

  return (
    <div class="shell" data-case={queueOf(here).caseId !== undefined}>
      <a class="skip" href="#screen">
        {t.value.skip}
      </a>
      <Header />
      {known && <Navigation site={known.slug} />}
      <main id="screen" tabIndex={-1} class="screen">
        {known ? <ScreenOfPlace /> : <p class="empty">{first ? t.value.noSite : t.value.noSites}</p>}
      </main>
      {keysShown.value && <KeysDialog />}
      {undoing.value && <UndoDialog />}
    </div>
  );
}

function ScreenOfPlace() {
  switch (place.value?.screen) {
    case 'decisions':
      return <Decisions />;
    case 'members':
      return <Members />;
    case 'terms':
      return <Terms />;
    case 'switches':
      return <Switches />;
    case 'audit':
      return <Audit />;
    default:
      return <QueueScreen />;
  }
}
