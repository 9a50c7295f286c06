import { type Client, createClient, ProblemError } from '@board/api';
import { computed, signal } from '@preact/signals';
import { place } from './router';
import { language } from './strings';
import type { Account, DeskSite } from './wire';

/** Who works at the desk; undefined when nobody is signed in. */
export const account = signal<Account | undefined>(undefined);

/** The site the address names, if the account moderates it. */
export const site = computed<DeskSite | undefined>(() =>
  account.value?.sites.find(({ slug }) => slug === place.value?.site),
);

// The access token lives here and nowhere else: a reload asks for a new one by the refresh cookie.
let token: string | undefined;

const open = createClient({ origin: '', language: () => language.peek() });

/** The API, as the account that is signed in. */
export const api: Client = createClient({
  origin: '',
  language: () => language.peek(),
  tokens: { current: () => token, refresh: renew },
});

/** The slug of the site in the address. For screens that are shown only when there is one. */
export function slug(): string {
  return site.peek()?.slug ?? '';
}

export async function signIn(login: string, password: string): Promise<void> {
  const session = await open.post('/desk/sessions', { body: { login, password }, credentials: 'include' });
  token = session.access_token;
  account.value = session.account;
}

/** Takes up the session of the refresh cookie, if there is one. */
export async function restore(): Promise<void> {
  await renew();
}

export async function signOut(): Promise<void> {
  try {
    await api.delete('/desk/sessions/current', { credentials: 'include' });
  } finally {
    forget();
  }
}

function forget(): undefined {
  token = undefined;
  account.value = undefined;
}

/** Two tabs may renew at once: one of them is told so, and the cookie is new by then. */
const RACED_MS = 400;

async function renew(again = true): Promise<string | undefined> {
  try {
    const session = await open.post('/desk/sessions/refresh', { credentials: 'include' });
    // No cookie: nobody was signed in.
    if (!session) return forget();
    token = session.access_token;
    account.value = session.account;
    return token;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'refresh_raced' && again) {
      await new Promise((done) => setTimeout(done, RACED_MS));
      return renew(false);
    }
    if (error.status !== 401 && error.status !== 403) throw error;
    return forget();
  }
}
