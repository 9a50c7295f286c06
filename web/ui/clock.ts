import { signal } from '@preact/signals';

const TICK_MS = 30_000;
let ticking: ReturnType<typeof setInterval> | undefined;

/** The time in milliseconds, renewed twice a minute while anything shows it. */
export const now = signal(Date.now(), {
  watched() {
    this.value = Date.now();
    ticking = setInterval(() => {
      this.value = Date.now();
    }, TICK_MS);
  },
  unwatched() {
    clearInterval(ticking);
  },
});
