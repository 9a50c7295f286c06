import { Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from './strings';
import { Trouble } from './Trouble';

// Screens that a moderator opens now and then come when they are opened.
export const Decisions = lazy(() => import('./decisions/DecisionsScreen').then((m) => m.DecisionsScreen));
export const Members = lazy(() => import('./members/MembersScreen').then((m) => m.MembersScreen));
export const Terms = lazy(() => import('./terms/TermsScreen').then((m) => m.TermsScreen));
export const Switches = lazy(() => import('./switches/SwitchesScreen').then((m) => m.SwitchesScreen));
export const Audit = lazy(() => import('./audit/AuditScreen').then((m) => m.AuditScreen));

function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const screen = useSignal<{ it: ComponentType } | undefined>(loaded && { it: loaded });
    const problem = useSignal<unknown>(undefined);
    const begin = () => {
      problem.value = undefined;
      load().then(
        (it) => {
          loaded = it;
          screen.value = { it };
        },
        () => {
          // A chunk that can't be had may be of an older build: the page knows the new names after a reload.
          problem.value = new Error('chunk');
        },
      );
    };
    useEffect(() => {
      if (!loaded) begin();
    }, []);
    const Screen = screen.value?.it;
    if (Screen) return <Screen />;
    if (problem.value) return <Trouble error={problem.value} onRetry={() => location.reload()} />;
    return (
      <div class="waiting">
        <Spinner label={t.value.loading} />
      </div>
    );
  };
}
