import type { Page } from '@playwright/test';
import { expect, test } from '../board';

/** Opens a page of a publisher's with the loader on it, and lists what it fetches from assets/. */
async function publisherPage(page: Page, body: string, hash = ''): Promise<string[]> {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/assets/')) fetched.push(request.url());
  });
  await page.route('**/article', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="zh-Hant-TW"><script src="/board.js" async></script>${body}`,
    }),
  );
  await page.goto(`/article${hash}`, { waitUntil: 'load' });
  return fetched;
}

/** Answers once observers of the page have had their say. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
}

const DISCUSSION =
  '<board-comments site="demo" article="loader-test">沒有程式也讀得到的留言</board-comments>';
const upgraded = () => customElements.get('board-comments') !== undefined;

test('a discussion far below the fold fetches nothing until the reader comes near', async ({ page }) => {
  const fetched = await publisherPage(page, `<div style="height: 6000px"></div>${DISCUSSION}`);
  await settle(page);
  expect(fetched).toEqual([]);
  await page.evaluate(() => scrollTo(0, 5000));
  await page.waitForFunction(upgraded);
  expect(fetched[0]).toMatch(/\/assets\/widget-[\w-]+\.js$/);
});

test('a permalink loads its discussion at once', async ({ page }) => {
  await publisherPage(page, `<div style="height: 6000px"></div>${DISCUSSION}`, '#board-0199');
  await page.waitForFunction(upgraded);
});

test('a discussion that the page adds later is found', async ({ page }) => {
  const fetched = await publisherPage(page, '<main></main>');
  await settle(page);
  expect(fetched).toEqual([]);
  await page.evaluate(() => {
    const element = document.createElement('board-comments');
    element.setAttribute('site', 'demo');
    element.setAttribute('article', 'loader-test');
    document.querySelector('main')?.append(element);
  });
  await page.waitForFunction(upgraded);
});

test('without JavaScript the reader sees what stands inside the element', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await publisherPage(page, DISCUSSION);
  await expect(page.getByText('沒有程式也讀得到的留言')).toBeVisible();
  await context.close();
});
