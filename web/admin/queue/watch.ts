import { useEffect } from 'preact/hooks';
import { refresh } from './queue';

const EVERY_MS = 15_000;

/** Keeps the open queue fresh while somebody looks at it, and at once when they come back to it. */
export function useFreshQueue(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, []);
}
