import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, ProblemError } from '@board/api';
import { type Browser, test as base, type Page } from '@playwright/test';
import { Alarm } from '../alarm';
import { type Board, expect, startBoard } from '../board';
import { Desk } from '../desk';
import { write } from '../discussion';
import { globals, pressToTheEnd, threats } from '../inert';
import { clientOf, People, type Person, SITE, unused } from '../people';
import { desk as deskText } from '../strings';
import { openArticle } from '../widget';

// Every payload of the public sets goes in by every door there is for text, and is then looked at wherever it is shown,
// in widget and desk. Nothing of it may come alive.

/** The payloads: one a line, by \n only, since some hold U+2028. Lines of blns.txt that begin with # are its comments. */
async function payloads(): Promise<string[]> {
  const folder = process.env.BOARD_CORPUS;
  if (!folder) throw new Error('BOARD_CORPUS is empty: make corpus DATA=folder sets it');
  const lines = async (file: string) =>
    (await readFile(join(folder, file), 'utf8')).split('\n').filter(Boolean);
  const xss = await lines('xss/payloads.txt');
  const naughty = (await lines('robustness/blns.txt')).filter((line) => !line.startsWith('#'));
  return [...new Set([...xss, ...naughty])];
}

const EACH_ARTICLE = 200;
const TAGS_PER_ARTICLE = 9;
const RECIPIENTS = 8;
const WITH_IT = 4;
const LONGEST_TITLE = 300;
const PAGES_AT_ONCE = 3;

/** Does something with each item, so many at a time; answers what came of each in their order. */
async function forEach<T, R>(items: readonly T[], atOnce: number, act: (item: T, at: number) => Promise<R>) {
  const results: R[] = new Array(items.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await act(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** Answers what a call answers, or undefined where it was refused: clearly, and not by a 500. */
async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProblemError && error.status >= 400 && error.status < 500) return undefined;
    throw error;
  }
}

/** Where the payloads are to be seen. */
interface Shown {
  board: Board;
  admin: Person;
  /** Whose comments are removed in the end, each with a notice. */
  recipients: readonly Person[];
  /** Articles with all of them as comments. */
  walls: readonly string[];
  /** How many are to be seen there. */
  walled: number;
  /** Articles with a tag for each that fits. */
  tagged: readonly string[];
  /** A case for each, some of them to look at. */
  cases: readonly { id: string; payload: string; look: boolean }[];
}

const test = base.extend<object, { shown: Shown }>({
  shown: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of this pattern.
    async ({}, use) => {
      const board = await startBoard({ flags: ['--demo', '--no-rate-limits'] });
      await use(await sow(board, await payloads()));
      await board.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Sends the payloads in by all doors. */
async function sow(board: Board, all: readonly string[]): Promise<Shown> {
  const people = new People(board);
  const admin = await people.account('admin');
  await allowEverything(admin);
  const members = (await forEach(all, 4, (name) => unlessRefused(people.reader(name)))).filter(
    (member) => member !== undefined,
  );
  expect(members.length, 'nicknames that were taken').toBeGreaterThan(100);

  const walls = Array.from({ length: Math.ceil(all.length / EACH_ARTICLE) }, () => unused('wall-'));
  const byAuthor = all.map((payload, at) => ({ payload, author: members[at % members.length] as Person }));
  const written = await forEach(byAuthor, 8, ({ payload, author }, at) =>
    unlessRefused(writeInTurn(board, author, walls[at % walls.length] ?? '', payload)),
  );
  const walled = written.filter((comment) => comment?.status === 'published').length;
  expect(walled, 'comments that were taken').toBeGreaterThan(all.length * 0.95);

  const tagged = await tagArticles(board, members, all);
  const recipients = await forEach(Array.from({ length: RECIPIENTS }), 4, () =>
    people.reader(unused('收件人')),
  );
  const cases = await openCases(board, admin, recipients, members, all);
  return { board, admin, recipients, walls, walled, tagged, cases };
}

/** Screening is off: here it would only hide payloads. */
async function allowEverything({ api }: Person): Promise<void> {
  const path = { site: SITE };
  const settings = await api.get('/sites/{site}/settings', { path });
  const phases = Object.fromEntries(Object.keys(settings.phases).map((phase) => [phase, 'off' as const]));
  await api.put('/sites/{site}/settings', {
    path,
    body: { ...settings, report_threshold: 100, flood_per_minute: 1000, flood_per_hour: 10_000, phases },
  });
}

const turns = new Map<Person, Promise<unknown>>();

/** One member writes one thing after the other: of two at once, screening sees neither. */
function writeInTurn(board: Board, author: Person, article: string, source: string) {
  const turn = (turns.get(author) ?? Promise.resolve()).then(() => write(board, author, article, source));
  turns.set(
    author,
    turn.catch(() => undefined),
  );
  return turn;
}

/** Places each payload as a tag, few enough on an article. */
async function tagArticles(board: Board, members: readonly Person[], all: readonly string[]) {
  const short = all.filter((payload) => [...payload].length <= 20);
  const articles = Array.from({ length: Math.ceil(short.length / TAGS_PER_ARTICLE) }, () =>
    unused('tagged-'),
  );
  const placed = await forEach(short, 4, (label, at) => {
    const article = articles[Math.floor(at / TAGS_PER_ARTICLE)] ?? '';
    const by = members[Math.floor(at / 3) % members.length] as Person;
    return unlessRefused(
      by.api.post('/sites/{site}/articles/{article}/tags', {
        path: { site: SITE, article },
        body: { label, article_url: `${board.url}/articles/${article}`, article_title: label },
      }),
    );
  });
  expect(placed.filter(Boolean).length, 'tags that were taken').toBeGreaterThan(150);
  return articles;
}

/**
 * Makes a case for each payload, which is the comment and the title of its article. Every fourth is one to look at, and
 * has the next three with it: as comments around it, in its title, and each as the note of a report.
 */
async function openCases(
  board: Board,
  admin: Person,
  authors: readonly Person[],
  readers: readonly Person[],
  all: readonly string[],
) {
  const printed = await board.run('api-key', 'create', SITE, 'corpus');
  const publisher = clientOf(board, /: (bk_\S+)/.exec(printed)?.[1]);
  const path = { site: SITE };
  const made = await forEach(all, 4, async (payload, at) => {
    const article = unused('case-');
    const around = at % WITH_IT === 0 ? all.slice(at, at + WITH_IT) : [payload];
    const together = around.join(' ');
    const title = [...together].length <= LONGEST_TITLE ? together : payload;
    const titled = await unlessRefused(putArticle(board, publisher, article, title));
    const author = authors[at % authors.length] as Person;
    const comment = await unlessRefused(writeInTurn(board, author, article, payload));
    if (!comment) return undefined;
    for (const [turn, other] of around.entries()) {
      const reader = readers[(at + turn) % readers.length] as Person;
      if (turn > 0) await unlessRefused(writeInTurn(board, reader, article, other));
      if (around.length === 1) continue;
      await unlessRefused(
        reader.api.post('/sites/{site}/comments/{comment}/reports', {
          path: { ...path, comment: comment.id },
          body: { clause: 'abusive', note: other },
        }),
      );
    }
    const body = { kind: 'comment' as const, id: comment.id };
    const { summary } = await admin.api.post('/sites/{site}/cases', { path, body });
    return { id: summary.id, payload, titled: titled !== undefined, look: around.length > 1 };
  });
  const cases = made.filter((one) => one !== undefined);
  expect(cases.filter(({ titled }) => titled).length, 'titles that were taken').toBeGreaterThan(
    all.length * 0.9,
  );
  return cases;
}

function putArticle(board: Board, publisher: Client, article: string, title: string) {
  return publisher.put('/sites/{site}/articles/{article}', {
    path: { site: SITE, article },
    body: { url: `${board.url}/articles/${article}`, title },
  });
}

/** Opens a page, goes where the payloads are to be seen, and expects that none comes alive while it looks at them. */
async function watched<T>(
  browser: Browser,
  board: Board,
  enter: (page: Page) => Promise<T>,
  look: (page: Page, entered: T) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL: board.url, locale: 'zh-TW' });
  const page = await context.newPage();
  const entered = await enter(page);
  const alarm = new Alarm(page);
  const foreign: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== board.url) foreign.push(request.url());
  });
  const before = await globals(page);
  await look(page, entered);
  expect(await threats(page)).toEqual([]);
  expect(await globals(page)).toEqual(before);
  expect(foreign, 'requests to strangers').toEqual([]);
  alarm.expectSilence();
  await context.close();
}

// One server for all of them: filling it takes longer than looking at it.
test.describe.configure({ mode: 'default' });

test('the judge of these tests sees what is planted', async ({ browser, shown: { board, walls } }) => {
  const context = await browser.newContext({ baseURL: board.url, locale: 'zh-TW' });
  const page = await context.newPage();
  await (await openArticle(page, board, walls[0] ?? '')).ready();
  expect(await threats(page)).toEqual([]);
  await page.evaluate(() => {
    const body = document.querySelector('board-comments')?.shadowRoot?.querySelector('.body');
    const plant = (name: string, attribute = '', value = '') => {
      const element = document.createElement(name);
      if (attribute) element.setAttribute(attribute, value);
      body?.append(element);
    };
    plant('iframe');
    plant('svg');
    plant('button', 'formaction', '/');
    plant('a', 'href', 'javascript:0');
    plant('a', 'href', 'data:text/html,x');
  });
  expect(await threats(page)).toHaveLength(5);
  await context.close();
});

test('no comment, nickname or tag comes alive in the widget', async ({ browser, shown }) => {
  const { board, walls, walled, tagged } = shown;
  const nobodyYet = (page: Page) => openArticle(page, board, unused('empty-'));
  const seen = await forEach(walls, PAGES_AT_ONCE, async (article) => {
    let count = 0;
    await watched(browser, board, nobodyYet, async (page) => {
      await (await openArticle(page, board, article)).ready();
      count = await pressToTheEnd(page, { button: '.more-comments', rows: '.comment' });
    });
    return count;
  });
  expect(seen.reduce((sum, count) => sum + count, 0)).toBe(walled);
  await forEach(tagged, PAGES_AT_ONCE, (article) =>
    watched(browser, board, nobodyYet, async (page) => {
      const widget = await (await openArticle(page, board, article)).ready();
      await expect(widget.element.locator('.chip').first()).toBeAttached();
    }),
  );
});

test('no comment, title, note or nickname comes alive at the desk', async ({ browser, shown }) => {
  const { board, admin, cases, recipients } = shown;
  const signIn = (page: Page) => Desk.signIn(page, admin, `/desk/${SITE}/switches`);
  const parts = Array.from({ length: PAGES_AT_ONCE }, (_, part) =>
    cases.filter(({ look }) => look).filter((_one, at) => at % PAGES_AT_ONCE === part),
  );
  const notes: number[] = [];
  await forEach(parts, PAGES_AT_ONCE, (part) =>
    watched(browser, board, signIn, async (page) => {
      for (const { id, payload } of part) {
        notes.push(await openCase(page, id, payload));
        expect(await threats(page), payload).toEqual([]);
      }
    }),
  );
  expect(notes.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(cases.length * 0.95);
  await watched(browser, board, signIn, async (page, desk) => {
    await desk.goTo(`/desk/${SITE}/members`);
    await expect(page.locator('.rows > li').first()).toBeVisible();
    await pressToTheEnd(page, { button: '.more', rows: '.rows > li' });
    expect(await threats(page)).toEqual([]);
    const [recipient] = recipients;
    await desk.goTo(`/desk/${SITE}/members/${recipient?.id}`);
    await expect(page.getByRole('heading', { name: recipient?.name ?? '' })).toBeVisible();
  });
});

/** Goes to a case as the desk itself does, waits until it is there, and answers how many notes stand with it. */
function openCase(page: Page, id: string, payload: string): Promise<number> {
  return page.evaluate(
    async ([path, wanted]) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
      const until = Date.now() + 20_000;
      while (document.querySelector('.case .subject-text')?.textContent !== wanted) {
        if (Date.now() > until) throw new Error(`the case of ${wanted} does not come`);
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
      return document.querySelectorAll('.case .report-note').length;
    },
    [`/desk/${SITE}/queue/all/${id}`, payload] as const,
  );
}

test('no excerpt, title or reason comes alive in notices and decisions', async ({ browser, shown }) => {
  const { board, admin, recipients, cases } = shown;
  await forEach(cases, 4, async ({ id, payload }) => {
    const path = { site: SITE, case: id };
    const body = { outcome: 'violation' as const, clause: 'abusive', reason: payload, revision: 1, acts: [] };
    await unlessRefused(admin.api.post('/sites/{site}/cases/{case}/decisions', { path, body }));
  });
  const seen = await forEach(recipients, PAGES_AT_ONCE, async (recipient) => {
    const signIn = async (page: Page) => {
      const widget = await openArticle(page, board, unused('empty-'));
      await widget.signIn(recipient);
      return widget;
    };
    let count = 0;
    await watched(browser, board, signIn, async (page, widget) => {
      await widget.newestNotice();
      count = await pressToTheEnd(page, { button: 'dialog .notices + .button', rows: '.notice' });
    });
    return count;
  });
  expect(seen.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(cases.length * 0.95);
  const signIn = (page: Page) => Desk.signIn(page, admin, `/desk/${SITE}/switches`);
  await watched(browser, board, signIn, async (page, desk) => {
    await desk.goTo(`/desk/${SITE}/decisions`);
    await expect(page.locator('.decision-row').first()).toBeVisible();
    await pressToTheEnd(page, { button: '.more', rows: '.decision-row' });
    expect(await threats(page)).toEqual([]);
    await page.locator('.decision-row').first().click();
    await expect(page.getByRole('button', { name: deskText.undoDecision })).toBeVisible();
  });
});
