import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { Alarm } from '../alarm';
import { test as base, expect } from '../board';
import { unused } from '../people';
import { type Publisher, signedToken, startPublisher } from '../publisher';
import { text } from '../strings';
import { Widget } from '../widget';

interface Founded {
  publisher: Publisher;
  site: string;
  /** The secret for single sign-on. */
  secret: string;
}

/** A site of a publisher's on another host, founded by the verb that an operator uses. */
const test = base.extend<object, { news: Founded }>({
  news: [
    async ({ board }, use) => {
      const site = unused('news-');
      const publisher = await startPublisher(board, site);
      const printed = await board.run('site', 'create', site, '--name', '新聞網', '--origin', publisher.url);
      const secret = /^Secret for single sign-on \(shown once\): (\S+)$/m.exec(printed)?.[1] ?? '';
      await use({ publisher, site, secret });
      await publisher.stop();
    },
    { scope: 'worker' },
  ],
});

/** All that a page keeps where scripts can read it: storage of either kind, and cookies. */
function kept(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const found = Object.fromEntries([...Object.entries(localStorage), ...Object.entries(sessionStorage)]);
    if (document.cookie) found.cookie = document.cookie;
    return found;
  });
}

test.describe('on the demonstration page', () => {
  test('the page has one script and one element, and a policy that allows nothing inline', async ({
    page,
  }) => {
    const response = await page.goto('/demo');
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    await expect(page.locator('script')).toHaveCount(1);
    await expect(page.locator('board-comments')).toHaveCount(1);
  });

  test('reading, signing in, writing and dialogs raise no complaint of the browser', async ({
    page,
    people,
  }) => {
    const alarm = new Alarm(page);
    const reader = await people.reader();
    await page.goto('/demo');
    const widget = new Widget(page);
    await widget.element.scrollIntoViewIfNeeded();
    await expect(widget.element.getByRole('article').first()).toBeVisible();
    await widget.signIn(reader);
    await widget.write(unused('示範頁上的留言 '));
    await widget.element.getByRole('button', { name: text.rules }).click();
    await expect(widget.dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(widget.account(reader.name)).toBeVisible();
    alarm.expectSilence();
  });

  test('a reader who only reads raises no complaint either', async ({ page }) => {
    const alarm = new Alarm(page);
    await page.goto('/demo');
    const widget = new Widget(page);
    await widget.element.scrollIntoViewIfNeeded();
    await widget.ready();
    await expect(widget.element.getByRole('article').first()).toBeVisible();
    alarm.expectSilence();
  });
});

test.describe('on a second site, with third-party cookies blocked', { tag: '@desktop' }, () => {
  /** Opens a browser whose reader allows third-party cookies in its settings, or doesn't. */
  async function withSetting(allowed: boolean, ask: (page: Page) => Promise<void>): Promise<void> {
    const { launchOptions = {}, locale = '', timezoneId = '' } = test.info().project.use;
    const profile = await mkdtemp(join(tmpdir(), 'board-profile-'));
    const settings = {
      profile: { cookie_controls_mode: allowed ? 0 : 1, block_third_party_cookies: !allowed },
    };
    await mkdir(join(profile, 'Default'));
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const browser = await chromium.launchPersistentContext(profile, { ...launchOptions, locale, timezoneId });
    try {
      await ask(await browser.newPage());
    } finally {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const strictly = (ask: (page: Page) => Promise<void>) => withSetting(false, ask);

  /** Asks a third party twice, and answers the cookies that it was sent the second time. */
  function cookiesSent(page: Page, { thirdParty }: Publisher): Promise<string> {
    return page.evaluate(async (address) => {
      const ask = async () => (await fetch(address, { credentials: 'include' })).text();
      await ask();
      return ask();
    }, thirdParty);
  }

  test('the browser of these tests blocks what another one allows', async ({ news }) => {
    const { publisher } = news;
    for (const [allowed, sent] of [
      [true, 'followed=1'],
      [false, ''],
    ] as const) {
      await withSetting(allowed, async (page) => {
        await page.goto(publisher.plain);
        expect(await cookiesSent(page, publisher)).toBe(sent);
      });
    }
  });

  test('a session outlives a reload by its partitioned cookie', async ({ news, board, people, article }) => {
    const reader = await people.reader(unused('讀者'), news.site);
    await strictly(async (page) => {
      const alarm = new Alarm(page);
      await page.goto(news.publisher.page(article));
      const widget = new Widget(page);
      await widget.signIn(reader);
      await widget.write('從另一個網站寫的');
      await widget.composer.fill('還沒送出的草稿');

      const stored = await kept(page);
      expect(Object.keys(stored)).toEqual([`board:draft:${news.site}:${article}`]);
      expect(stored[`board:draft:${news.site}:${article}`]).toBe('還沒送出的草稿');

      const [cookie, ...others] = await page
        .context()
        .cookies(`${board.url}/api/v1/sites/${news.site}/sessions/refresh`);
      expect(others).toEqual([]);
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None' });
      expect(cookie?.partitionKey).toContain('localhost');
      expect(cookie?.path).toBe(`/api/v1/sites/${news.site}/sessions/refresh`);

      await page.reload();
      await expect(widget.account(reader.name)).toBeVisible();
      await expect(widget.composer).toHaveValue('還沒送出的草稿');
      await expect(widget.comment('從另一個網站寫的')).toBeVisible();
      alarm.expectSilence();

      await widget.account(reader.name).click();
      await widget.element.getByRole('menuitem', { name: text.signOut }).click();
      await expect(widget.account(reader.name)).toBeHidden();
      await page.reload();
      await widget.ready();
      await expect(widget.element.getByRole('button', { name: text.signIn, exact: true })).toBeVisible();
    });
  });

  test('a reader of the publisher is signed in by its token', async ({ news, article }) => {
    const nickname = unused('訂戶');
    const token = signedToken(news.secret, {
      sub: 'subscriber-1',
      nickname,
      aud: news.site,
      exp: Math.floor(Date.now() / 1000) + 300,
    });
    await strictly(async (page) => {
      const alarm = new Alarm(page);
      await page.goto(news.publisher.page(article, { token }));
      const widget = await new Widget(page).ready();
      await expect(widget.account(nickname)).toBeVisible();
      await widget.composer.fill('訂戶的留言');
      await widget.send.click();
      await widget.dialog.getByRole('button', { name: '我同意' }).click();
      await expect(widget.comment('訂戶的留言')).toBeVisible();
      expect(await kept(page)).toEqual({});
      alarm.expectSilence();
    });
  });

  test('a token signed with another secret signs nobody in', async ({ news, article, page }) => {
    const claims = {
      sub: 'x',
      nickname: unused('假的'),
      aud: news.site,
      exp: Math.floor(Date.now() / 1000) + 300,
    };
    await page.goto(
      news.publisher.page(article, { token: signedToken('not the secret of this site', claims) }),
    );
    const widget = await new Widget(page).ready();
    await expect(widget.element.getByRole('button', { name: text.signIn, exact: true })).toBeVisible();
  });

  test('a site whose origin is not registered gets nothing', async ({ page, news, board, article }) => {
    const stranger = await startPublisher(board, news.site);
    await page.goto(stranger.page(article));
    const widget = new Widget(page);
    await expect(widget.element.getByText(text.failed)).toBeVisible();
    await stranger.stop();
  });
});
