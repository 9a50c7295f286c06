import { ProblemError } from '@board/api';
import { type ReadonlySignal, signal } from '@preact/signals';
import { api } from '../session';

const RENEW_MS = 60_000;

/** How one's hold on a case stands. */
export type ClaimState = 'claiming' | 'mine' | 'theirs' | 'decided' | 'lost';

export interface HeldClaim {
  readonly state: ReadonlySignal<ClaimState>;
  /** Asks again now. */
  renew(): Promise<void>;
  /** Lets go of the case and stops renewing. */
  release(): void;
}

/**
 * Claims a case and renews the claim every minute for as long as the page is looked at. A page in the background lets it
 * lapse, and claims again when it is looked at again.
 */
export function holdClaim(site: string, id: string): HeldClaim {
  const state = signal<ClaimState>('claiming');
  let over = false;

  const renew = async () => {
    if (over || document.visibilityState === 'hidden') return;
    try {
      await api.put('/sites/{site}/cases/{case}/claim', { path: { site, case: id } });
      if (!over) state.value = 'mine';
    } catch (error) {
      if (!over) state.value = afterRefusal(error);
    }
  };
  const onVisible = () => void renew();
  const timer = setInterval(onVisible, RENEW_MS);
  const letGo = () => {
    if (state.peek() !== 'mine') return;
    const path = { site, case: id };
    // A claim that can't be let go of lapses by itself.
    api.delete('/sites/{site}/cases/{case}/claim', { path, keepalive: true }).catch(() => {});
  };
  document.addEventListener('visibilitychange', onVisible);
  // A page that goes away may come back out of the browser's memory: it becomes visible then, and claims again.
  addEventListener('pagehide', letGo);
  void renew();

  const release = () => {
    if (over) return;
    over = true;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
    removeEventListener('pagehide', letGo);
    letGo();
  };
  return { state, renew, release };
}

function afterRefusal(error: unknown): ClaimState {
  const code = error instanceof ProblemError ? error.code : '';
  if (code === 'case_claimed') return 'theirs';
  return code === 'case_decided' ? 'decided' : 'lost';
}
