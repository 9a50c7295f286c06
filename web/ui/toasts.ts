import { type ReadonlySignal, signal } from '@preact/signals';

export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>;
  /** Says a thing for a while: longer when it offers something to do. Answers its id, for dismiss. */
  say(text: string, action?: Toast['action']): number;
  dismiss(id: number): void;
}

const PLAIN_MS = 5_000;
const WITH_ACTION_MS = 10_000;

/** Messages that come and go. One set for each widget or desk. */
export function createToasts(): Toasts {
  const shown = signal<readonly Toast[]>([]);
  let last = 0;

  const dismiss = (id: number) => {
    shown.value = shown.value.filter((toast) => toast.id !== id);
  };
  const say = (text: string, action?: Toast['action']) => {
    const id = ++last;
    shown.value = [...shown.value, action ? { id, text, action } : { id, text }];
    setTimeout(() => dismiss(id), action ? WITH_ACTION_MS : PLAIN_MS);
    return id;
  };
  return { shown, say, dismiss };
}
