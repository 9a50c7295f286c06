import { beforeEach, expect, test, vi } from 'vitest';
import { Board } from '../board';
import { Session } from './session';

const member = {
  id: 'm1',
  nickname: '小明',
  nickname_status: 'published',
  standing: { kind: 'good' },
  has_password: true,
  unread_notices: 0,
  rulebook_agreed: 1,
  created_at: '2026-01-02T03:00:00Z',
};

function signedIn(token: string) {
  const expires_at = new Date(Date.now() + 900_000).toISOString();
  return Response.json({ access_token: token, expires_at, member }, { status: 201 });
}

function problem(status: number, code: string) {
  return Response.json({ type: 'about:blank', title: '', status, code }, { status });
}

/** What the server answers, by the end of the path, one after the other. */
let answers: Record<string, (() => Response)[]> = {};
let asked: { path: string; init: RequestInit }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  answers = {};
  asked = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init = {}) => {
    const path = String(input).replace(/^.*\/sites\/news\//, '');
    asked.push({ path, init });
    const answer = answers[path]?.shift();
    if (!answer) throw new TypeError('offline');
    return answer();
  });
});

function session(): Session {
  const root = document.createElement('div').attachShadow({ mode: 'open' });
  const place = { site: 'news', article: 'a1', url: '', title: '' };
  const origin = 'https://board.example';
  return new Session(
    new Board({ origin, root, place, token: undefined, signIn: () => undefined, emit: () => undefined }),
  );
}

test('the session of an earlier visit is taken up by its cookie, and nothing is kept in the page', async () => {
  answers = { 'sessions/refresh': [() => signedIn('t1')] };
  const reader = session();
  await reader.start(undefined);
  expect(reader.me.value?.nickname).toBe('小明');
  expect(reader.token()).toBe('t1');
  expect(asked[0]?.init.credentials).toBe('include');
  expect(localStorage.length).toBe(0);
  expect(document.cookie).toBe('');
});

test('where nobody was signed in, nobody is', async () => {
  answers = {
    'sessions/refresh': [() => new Response(null, { status: 204 }), () => problem(401, 'refresh_invalid')],
  };
  const reader = session();
  await reader.start(undefined);
  expect([reader.me.value, reader.known.value]).toEqual([undefined, true]);
  await reader.refresh();
  expect(reader.me.value).toBeUndefined();
});

test("the publisher's token comes before the cookie, and the cookie after a token that is no good", async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  answers = {
    'sessions/sso': [() => signedIn('sso'), () => problem(401, 'sso_expired')],
    'sessions/refresh': [() => signedIn('cookie')],
  };
  const reader = session();
  await reader.start('signed');
  expect(reader.token()).toBe('sso');
  const later = session();
  await later.start('signed');
  expect(later.token()).toBe('cookie');
});

test("the publisher's developer is told why a token was refused, once", async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  answers = {
    'sessions/sso': [() => problem(401, 'sso_expired')],
    'sessions/refresh': [() => new Response(null, { status: 204 })],
  };
  await session().start('signed');
  expect(warn.mock.calls).toEqual([[expect.stringContaining('sso_expired')]]);
});

test('a refresh that raced another tab is tried once more', async () => {
  answers = { 'sessions/refresh': [() => problem(409, 'refresh_raced'), () => signedIn('t2')] };
  const reader = session();
  const started = reader.start(undefined);
  await vi.advanceTimersByTimeAsync(1000);
  await started;
  expect(reader.token()).toBe('t2');
});

test('the access token is renewed before it ends', async () => {
  answers = { 'sessions/refresh': [() => signedIn('t1'), () => signedIn('t2')] };
  const reader = session();
  await reader.start(undefined);
  await vi.advanceTimersByTimeAsync(839_000);
  expect(reader.token()).toBe('t1');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reader.token()).toBe('t2');
});

test('a lost connection or a busy server does not sign anybody out, and is tried again', async () => {
  answers = {
    'sessions/refresh': [() => signedIn('t1'), () => problem(503, 'storage_busy'), () => signedIn('t3')],
  };
  const reader = session();
  await reader.start(undefined);
  await vi.advanceTimersByTimeAsync(841_000);
  expect(reader.me.value?.nickname).toBe('小明');
  await vi.advanceTimersByTimeAsync(31_000);
  expect(reader.token()).toBe('t3');
});

test('a session that was ended elsewhere is over here', async () => {
  answers = { 'sessions/refresh': [() => signedIn('t1'), () => problem(401, 'refresh_reused')] };
  const reader = session();
  await reader.start(undefined);
  await vi.advanceTimersByTimeAsync(841_000);
  expect([reader.me.value, reader.token()]).toEqual([undefined, undefined]);
});
