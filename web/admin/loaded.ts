import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Loaded<T> {
  readonly value: Signal<T | undefined>;
  readonly problem: ReadonlySignal<unknown>;
  readonly busy: ReadonlySignal<boolean>;
  /** Loads again; what is shown stays until the new is here. */
  reload(): void;
}

/** Loads something when a component appears, and afresh whenever one of the inputs changes. */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  inputs: readonly unknown[],
): Loaded<T> {
  const value = useSignal<T | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const busy = useSignal(true);
  const running = useRef<AbortController>(undefined);

  const run = () => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    busy.value = true;
    load(mine.signal)
      .then(
        (loaded) => {
          if (mine.signal.aborted) return;
          value.value = loaded;
          problem.value = undefined;
        },
        (error: unknown) => {
          if (!mine.signal.aborted) problem.value = error;
        },
      )
      .finally(() => {
        if (!mine.signal.aborted) busy.value = false;
      });
  };

  useEffect(() => {
    value.value = undefined;
    problem.value = undefined;
    run();
    return () => running.current?.abort();
  }, inputs);

  return { value, problem, busy, reload: run };
}

export interface Page<T> {
  items: readonly T[];
  next?: string | undefined;
}

export interface Pages<T> extends Loaded<Page<T>> {
  /** Loads the page after those that are shown. */
  more(): void;
}

/** Loads a list page by page. */
export function usePages<T>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  inputs: readonly unknown[],
): Pages<T> {
  const cursor = useRef<string>(undefined);
  const shown = useRef<readonly T[]>([]);
  const loaded = useLoaded<Page<T>>(async (signal) => {
    const from = cursor.current;
    cursor.current = undefined;
    const page = await load(from, signal);
    shown.current = from === undefined ? page.items : [...shown.current, ...page.items];
    return { items: shown.current, next: page.next };
  }, inputs);
  const more = () => {
    cursor.current = loaded.value.peek()?.next;
    loaded.reload();
  };
  return { ...loaded, more };
}
