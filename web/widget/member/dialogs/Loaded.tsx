import { Button, Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useMember } from '../member';
import { t } from './strings';

interface LoadedProps<T> {
  load: () => Promise<T>;
  children: (loaded: T) => ComponentChildren;
}

/** Shows what load answers; until then that it is on its way, or what it failed of and a button to try again. */
export function Loaded<T>({ load, children }: LoadedProps<T>) {
  const member = useMember();
  const loaded = useSignal<{ value: T }>();
  const wrong = useSignal('');
  const start = () => {
    wrong.value = '';
    load().then(
      (value) => {
        loaded.value = { value };
      },
      (error) => {
        wrong.value = member.textOf(error);
      },
    );
  };
  useEffect(start, []);
  if (loaded.value) return <>{children(loaded.value.value)}</>;
  return (
    <div class="loading">
      {wrong.value ? (
        <>
          <p role="alert">{wrong.value}</p>
          <Button onClick={start}>{t.value.retry}</Button>
        </>
      ) : (
        <Spinner label={t.value.loading} />
      )}
    </div>
  );
}
