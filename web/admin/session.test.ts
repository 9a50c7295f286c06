import { expect, test, vi } from 'vitest';
import { account, restore, signIn } from './session';

const signedIn = () =>
  Response.json(
    {
      access_token: 't1',
      expires_at: '2026-11-23T12:00:00Z',
      account: { id: 'a1', login: 'mod', sites: [] },
    },
    { status: 201 },
  );

test('without a cookie nobody is signed in, and that is no error', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => signedIn());
  await signIn('mod', 'secret');
  expect(account.value?.login).toBe('mod');
  fetched.mockImplementation(async () => new Response(null, { status: 204 }));
  await restore();
  expect(account.value).toBeUndefined();
});
