import { problemOf, unreachable } from './problem';
import type { paths } from './schema.gen';

/** Where the paths of openapi.yaml begin (its `servers`). */
const BASE = '/api/v1';

/** Where a client gets its access tokens from. Board keeps them in memory only. */
export interface Tokens {
  /** The access token in use, if somebody is signed in. */
  current(): string | undefined;
  /** Gets a new one after a 401; undefined when the session is over. */
  refresh(): Promise<string | undefined>;
}

export interface ClientConfig {
  /** Board's origin, as https://board.example; empty for the page's own. */
  origin: string;
  tokens?: Tokens;
  /** Sent as Accept-Language, so that problems speak the reader's language. */
  language?: () => string;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never;
}[keyof paths];
type Operation<P, M extends Method> = P extends keyof paths
  ? paths[P] extends { [K in M]: infer O extends object }
    ? O
    : never
  : never;

type Part<O, K extends 'path' | 'query'> = O extends { parameters: { [J in K]: infer V } } ? V : never;
type JSONBody<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type OptionalJSONBody<O> = O extends { requestBody?: { content: { 'application/json': infer B } } }
  ? B
  : never;

/** Whatever a 2xx answer carries: undefined for a 204. */
type Answer<O> = O extends { responses: infer R }
  ? {
      [S in keyof R]: S extends 200 | 201 | 202 | 204
        ? R[S] extends { content: { 'application/json': infer B } }
          ? B
          : undefined
        : never;
    }[keyof R]
  : never;

type Given<O> = ([Part<O, 'path'>] extends [never] ? unknown : { path: Part<O, 'path'> }) &
  ([Part<O, 'query'>] extends [never] ? { query?: Partial<Query<O>> } : { query: Part<O, 'query'> }) &
  ([JSONBody<O>] extends [never]
    ? [OptionalJSONBody<O>] extends [never]
      ? unknown
      : { body?: OptionalJSONBody<O> }
    : { body: JSONBody<O> });
type Query<O> = O extends { parameters: { query?: infer V } } ? Exclude<V, undefined> : Record<never, never>;

/** What every call may say besides. */
export interface CallOptions {
  signal?: AbortSignal;
  /** The same key makes a repeated write the same write. Without one each call is a new write. */
  idempotencyKey?: string;
  /** "include" where Board's refresh cookie is set or read: the sessions. */
  credentials?: RequestCredentials;
  headers?: Record<string, string>;
  /** Sends it even if the page goes away meanwhile. */
  keepalive?: boolean;
}

type Call<M extends Method> = <P extends PathWith<M>>(
  path: P,
  ...given: Record<never, never> extends Given<Operation<P, M>>
    ? [given?: Given<Operation<P, M>> & CallOptions]
    : [given: Given<Operation<P, M>> & CallOptions]
) => Promise<Answer<Operation<P, M>>>;

/** Calls the API by the paths of openapi.yaml. Every call answers the body of a 2xx, or throws a ProblemError. */
export type Client = { readonly [M in Method]: Call<M> };

interface Untyped extends CallOptions {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function createClient(config: ClientConfig): Client {
  const renew = sharedRefresh(config.tokens);

  const call = async (method: Method, template: string, given: Untyped = {}): Promise<unknown> => {
    const request = prepared(config, method, template, given);
    const token = config.tokens?.current();
    let response = await send(request, token);
    if (response.status === 401 && token !== undefined) {
      const fresh = await renew(token);
      if (fresh !== undefined) response = await send(request, fresh);
    }
    if (!response.ok) throw await problemOf(response);
    return response.status === 204 ? undefined : response.json();
  };

  const by = (method: Method) => (path: string, given?: Untyped) => call(method, path, given);
  const client: Record<Method, unknown> = {
    get: by('get'),
    post: by('post'),
    put: by('put'),
    patch: by('patch'),
    delete: by('delete'),
  };
  return client as Client;
}

/** Many calls may meet a 401 together; they share one refresh, and one that comes late takes what it brought. */
function sharedRefresh(tokens: Tokens | undefined): (stale: string) => Promise<string | undefined> {
  let running: Promise<string | undefined> | undefined;
  return async (stale) => {
    const current = tokens?.current();
    if (current !== stale) return current;
    running ??= tokens?.refresh().finally(() => {
      running = undefined;
    });
    return running;
  };
}

interface Prepared {
  url: string;
  init: RequestInit;
  headers: Record<string, string>;
}

function prepared(config: ClientConfig, method: Method, template: string, given: Untyped): Prepared {
  const headers: Record<string, string> = { Accept: 'application/json', ...given.headers };
  const init: RequestInit = { method: method.toUpperCase(), credentials: given.credentials ?? 'omit' };
  const language = config.language?.();
  if (language) headers['Accept-Language'] = language;
  if (method !== 'get') headers['Idempotency-Key'] = given.idempotencyKey ?? newIdempotencyKey();
  if (given.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(given.body);
  }
  if (given.signal) init.signal = given.signal;
  if (given.keepalive) init.keepalive = true;
  return { url: config.origin + BASE + filled(template, given.path) + queryOf(given.query), init, headers };
}

async function send({ url, init, headers }: Prepared, token: string | undefined): Promise<Response> {
  const authorized = token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` };
  try {
    return await fetch(url, { ...init, headers: authorized });
  } catch (cause) {
    throw unreachable(cause);
  }
}

function filled(template: string, values: Record<string, string> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Lists repeat their name, as OpenAPI's form style does; what is undefined is left out. */
function queryOf(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}

/** A new key for a write that may have to be repeated. randomUUID is missing where a page isn't served by HTTPS. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
