import { Spinner, ToastStack } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Shell } from './Shell';
import { SignIn } from './SignIn';
import { account, restore } from './session';
import { t } from './strings';
import { Trouble } from './Trouble';
import { toasts } from './toasts';

/** The desk: signing in, or work. */
export function App() {
  const begun = useSignal(false);
  const problem = useSignal<unknown>(undefined);
  const begin = () => {
    problem.value = undefined;
    restore()
      .catch((error: unknown) => {
        problem.value = error;
      })
      .finally(() => {
        begun.value = true;
      });
  };
  useEffect(begin, []);

  return (
    <>
      {!begun.value ? (
        <div class="waiting">
          <Spinner label={t.value.loading} />
        </div>
      ) : account.value ? (
        <Shell />
      ) : problem.value ? (
        <main class="waiting">
          <Trouble error={problem.value} onRetry={begin} />
        </main>
      ) : (
        <SignIn />
      )}
      <ToastStack toasts={toasts} />
    </>
  );
}
