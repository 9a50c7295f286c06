import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HeldClaim, holdClaim } from './claim';

let held: HeldClaim | undefined;
let visibility: DocumentVisibilityState;
/** What was asked of the server, by method. */
let asked: string[];
let answer: () => Response;

beforeEach(() => {
  vi.useFakeTimers();
  visibility = 'visible';
  asked = [];
  answer = () => Response.json({});
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    asked.push(init?.method ?? '');
    return answer();
  });
});
afterEach(() => {
  held?.release();
  vi.useRealTimers();
});

async function open(): Promise<HeldClaim> {
  held = holdClaim('demo', 'c1');
  await vi.advanceTimersByTimeAsync(1);
  return held;
}

test('opening a case claims it, and every minute renews the claim', async () => {
  const claim = await open();
  expect(claim.state.value).toBe('mine');
  expect(asked).toEqual(['PUT']);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(asked).toEqual(['PUT', 'PUT', 'PUT', 'PUT']);
});

test('a page nobody looks at lets the claim lapse, and claims again when it is looked at', async () => {
  await open();
  visibility = 'hidden';
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toEqual(['PUT']);
  visibility = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(asked).toEqual(['PUT', 'PUT']);
});

test('leaving releases the case and renews no more', async () => {
  const claim = await open();
  claim.release();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toEqual(['PUT', 'DELETE']);
});

test('a page that is closed releases the case, and claims it again should it come back', async () => {
  const claim = await open();
  dispatchEvent(new Event('pagehide'));
  expect(asked).toEqual(['PUT', 'DELETE']);
  expect(vi.mocked(fetch).mock.lastCall?.[1]?.keepalive).toBe(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1);
  expect([asked.at(-1), claim.state.value]).toEqual(['PUT', 'mine']);
  claim.release();
  dispatchEvent(new Event('pagehide'));
  expect(asked).toEqual(['PUT', 'DELETE', 'PUT', 'DELETE']);
});

test.each([
  ['case_claimed', 'theirs'],
  ['case_decided', 'decided'],
  ['storage_busy', 'lost'],
])('refused with %s the case is %s, and nothing is released that was never held', async (code, state) => {
  answer = () => Response.json({ code, status: 409, title: '', type: '' }, { status: 409 });
  const claim = await open();
  expect(claim.state.value).toBe(state);
  claim.release();
  expect(asked).toEqual(['PUT']);
});
