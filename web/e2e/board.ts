import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { People, unused } from './people';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.BOARD_BINARY || join(root, 'bin/board');

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 15_000;

/** A Board of the test's own: the built binary with a data folder that is gone afterwards. */
export interface Board {
  /** Its origin, as http://127.0.0.1:43210. */
  readonly url: string;
  /** Its data folder. */
  readonly data: string;
  /** All it printed so far. */
  output(): string;
  /** Runs another verb on the same data, as run('audit', 'verify'); answers what it printed. It throws on failure. */
  run(...args: string[]): Promise<string>;
  /** Stops it as Ctrl-C does, and removes its data. */
  stop(): Promise<void>;
}

export interface BoardOptions {
  /** Flags of serve; --demo unless told otherwise. */
  flags?: readonly string[];
  /** More environment. */
  env?: Readonly<Record<string, string>>;
}

/** Starts a Board and answers once it is ready. */
export async function startBoard({ flags = ['--demo'], env = {} }: BoardOptions = {}): Promise<Board> {
  const data = await mkdtemp(join(tmpdir(), 'board-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const surroundings = {
    ...process.env,
    BOARD_DATA: data,
    BOARD_LISTEN: `127.0.0.1:${port}`,
    BOARD_TRUSTED_PROXIES: '127.0.0.1', // people.ts gives each client an address.
    ...env,
  };
  const server = spawn(binary, ['serve', ...flags], { cwd: data, env: surroundings });
  const printed = collect(server);

  const stop = async () => {
    await end(server);
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(url, server);
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${printed()}`);
  }
  const run = (...args: string[]) => verb(args, data, surroundings);
  return { url, data, output: printed, run, stop };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`board ended with ${server.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`board was not ready within ${READY_WITHIN_MS} ms`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  const kill = setTimeout(() => server.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await gone;
  clearTimeout(kill);
}

function verb(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(binary, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = collect(child);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done(printed());
      else fail(new Error(`board ${args.join(' ')} ended with ${code}\n${printed()}`));
    });
  });
}

/** A port of the loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/**
 * Playwright's test with a demonstration Board for each worker, and the people around it; page.goto('/demo') goes to it.
 * Tests of a worker share the Board, so each makes what it needs: `article` is the key of one that nobody else writes under.
 */
export const test = base.extend<{ article: string }, { board: Board; people: People }>({
  board: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of this pattern.
    async ({}, use) => {
      const board = await startBoard();
      await use(board);
      await board.stop();
    },
    { scope: 'worker', timeout: READY_WITHIN_MS + STOPPED_WITHIN_MS },
  ],
  people: [({ board }, use) => use(new People(board)), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  article: ({}, use) => use(unused('article-')),
  baseURL: ({ board }, use) => use(board.url),
});

export { expect } from '@playwright/test';
