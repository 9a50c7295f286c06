import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** A component whose code is fetched when it is first shown. failed hears of a fetch that didn't come through. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>) {
  const loaded = signal<{ Part: ComponentType<P> }>();
  let loading = false;

  return function Lazy(props: P & { failed: (error: unknown) => void }) {
    if (!loaded.value && !loading) {
      loading = true;
      load()
        .then((Part) => {
          loaded.value = { Part };
        })
        .catch(props.failed)
        .finally(() => {
          loading = false;
        });
    }
    const Part = loaded.value?.Part;
    return Part ? <Part {...props} /> : null;
  };
}
