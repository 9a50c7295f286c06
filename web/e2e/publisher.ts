import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from './board';
import { articlePage, policyFor } from './widget';

/** A publisher on another host than Board, as most are: http://news.localhost, which the browser sends to this machine. */
export interface Publisher {
  /** Its origin, as http://news.localhost:43211. */
  readonly url: string;
  /** The address of a page with the discussion of an article on it. */
  page(article: string, attributes?: Readonly<Record<string, string>>): string;
  /** The address of a page without any policy. */
  readonly plain: string;
  /** An address on another host, which sets an ordinary third-party cookie and answers the cookies it was sent. */
  readonly thirdParty: string;
  stop(): Promise<void>;
}

/** Serves pages of a site that embeds the Board. Attributes come in the address, so a page is told by its address alone. */
export async function startPublisher(board: { url: string }, site: string): Promise<Publisher> {
  const port = await freePort();
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://news.localhost');
    const article = address.pathname.slice(1);
    if (article === 'cookie') return tellCookies(request, response);
    if (article === 'plain' || article === 'favicon.ico') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policyFor(board.url),
    });
    response.end(articlePage(board.url, { site, article, ...Object.fromEntries(address.searchParams) }));
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const url = `http://news.localhost:${port}`;
  const page = (article: string, attributes: Readonly<Record<string, string>> = {}) =>
    `${url}/${article}?${new URLSearchParams(attributes)}`;
  const plain = `${url}/plain`;
  return { url, page, plain, thirdParty: `http://127.0.0.1:${port}/cookie`, stop: () => close(server) };
}

/** What a tracker would do: keep its own cookie on everybody's pages. */
function tellCookies(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'Access-Control-Allow-Origin': request.headers.origin ?? '',
    'Access-Control-Allow-Credentials': 'true',
    'Set-Cookie': 'followed=1; Path=/; Secure; SameSite=None',
  });
  response.end(request.headers.cookie ?? '');
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** Signs a reader in for the publisher: a JWT by HS256 with the site's secret, as any of its own programs would. */
export function signedToken(secret: string, claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
