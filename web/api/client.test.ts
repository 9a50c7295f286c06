import { afterEach, expect, test, vi } from 'vitest';
import { createClient, type Tokens } from './client';
import { ProblemError } from './problem';

afterEach(() => vi.unstubAllGlobals());

/** Answers requests by a function; what was asked is kept. */
function serve(answer: (request: Request) => Response | Promise<Response>): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = new Request(url, init);
    asked.push(request);
    return answer(request);
  });
  return asked;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function tokensOf(first: string, ...next: string[]): Tokens & { refreshed: number } {
  let current: string | undefined = first;
  return {
    refreshed: 0,
    current: () => current,
    async refresh() {
      this.refreshed++;
      current = next.shift();
      return current;
    },
  };
}

const origin = 'https://board.example';
const article = { site: 'news', article: 'a/1' };

test('a path is filled in and escaped, and a list repeats its name', async () => {
  const asked = serve(() => json(200, { counts: [] }));
  await createClient({ origin }).get('/sites/{site}/counts', {
    path: { site: 'a b' },
    query: { article: ['x', 'y'] },
  });
  expect(asked[0]?.url).toBe('https://board.example/api/v1/sites/a%20b/counts?article=x&article=y');
});

test('a write carries an idempotency key, a read does not', async () => {
  const asked = serve(() => json(200, {}));
  const api = createClient({ origin });
  await api.get('/sites/{site}/articles/{article}/comments', { path: article });
  await api.post('/sites/{site}/articles/{article}/comments', { path: article, body: { source: '好' } });
  await api.post('/sites/{site}/articles/{article}/comments', {
    path: article,
    body: { source: '好' },
    idempotencyKey: 'mine',
  });
  const keys = asked.map((request) => request.headers.get('Idempotency-Key'));
  expect(keys).toEqual([null, expect.stringMatching(/^[0-9a-f]{32}$/), 'mine']);
});

test('a problem becomes a ProblemError with all it says', async () => {
  const params = { clause: '1' };
  const fields = [{ path: 'source', code: 'too_long', detail: '太長' }];
  serve(() =>
    json(
      422,
      { status: 422, code: 'comment_refused', title: '無法刊登', detail: '詳情', fields, params },
      { 'Retry-After': '7' },
    ),
  );
  const call = createClient({ origin }).get('/sites/{site}', { path: { site: 'news' } });
  const problem = await call.catch((error) => error);
  expect(problem).toBeInstanceOf(ProblemError);
  expect(problem).toMatchObject({
    status: 422,
    code: 'comment_refused',
    title: '無法刊登',
    fields,
    params,
    retryAfter: 7,
  });
});

test('an answer that is no problem document is an error all the same', async () => {
  serve(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
  const problem = await createClient({ origin })
    .get('/sites/{site}', { path: { site: 'news' } })
    .catch((error) => error);
  expect(problem).toMatchObject({ status: 502, code: 'http_502', fields: [], params: {} });
});

test('a server that cannot be reached is told apart from a call that was called off', async () => {
  const api = createClient({ origin });
  serve(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(api.get('/sites/{site}', { path: { site: 'news' } })).rejects.toMatchObject({
    status: 0,
    code: 'unreachable',
  });
  serve(() => Promise.reject(new DOMException('off', 'AbortError')));
  await expect(api.get('/sites/{site}', { path: { site: 'news' } })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('a stale token is renewed once for all that met it, and each call is repeated with its own key', async () => {
  const asked = serve((request) =>
    request.headers.get('Authorization') === 'Bearer fresh'
      ? json(200, {})
      : json(401, { code: 'token_expired' }),
  );
  const tokens = tokensOf('stale', 'fresh');
  const api = createClient({ origin, tokens });
  const post = () =>
    api.post('/sites/{site}/articles/{article}/comments', { path: article, body: { source: '好' } });
  await Promise.all([post(), post(), post()]);
  expect(tokens.refreshed).toBe(1);
  expect(asked).toHaveLength(6);
  expect(new Set(asked.map((request) => request.headers.get('Idempotency-Key'))).size).toBe(3);
  expect(await asked[5]?.json()).toEqual({ source: '好' });
});

test('a session that is over answers the 401, and nothing is repeated', async () => {
  const asked = serve(() => json(401, { code: 'session_over' }));
  const tokens = tokensOf('stale');
  const call = createClient({ origin, tokens }).get('/sites/{site}', { path: { site: 'news' } });
  await expect(call).rejects.toMatchObject({ status: 401, code: 'session_over' });
  expect(asked).toHaveLength(1);
});

test('a second 401 after a refresh is not chased', async () => {
  const asked = serve(() => json(401, { code: 'token_expired' }));
  const tokens = tokensOf('stale', 'also stale', 'never used');
  const call = createClient({ origin, tokens }).get('/sites/{site}', { path: { site: 'news' } });
  await expect(call).rejects.toMatchObject({ status: 401 });
  expect([asked.length, tokens.refreshed]).toEqual([2, 1]);
});

test('an anonymous 401 asks for no refresh', async () => {
  serve(() => json(401, { code: 'sign_in_needed' }));
  const refresh = vi.fn();
  const call = createClient({ origin, tokens: { current: () => undefined, refresh } }).get('/sites/{site}', {
    path: { site: 'x' },
  });
  await expect(call).rejects.toMatchObject({ code: 'sign_in_needed' });
  expect(refresh).not.toHaveBeenCalled();
});

test('an answer without a body is undefined', async () => {
  serve(() => new Response(null, { status: 204 }));
  const gone = await createClient({ origin }).delete('/sites/{site}/sessions/current', {
    path: { site: 'news' },
  });
  expect(gone).toBeUndefined();
});
