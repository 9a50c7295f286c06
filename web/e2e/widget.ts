import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './people';
import { dialogs, text } from './strings';

/** How a publisher's page stands around the discussion. */
export interface Surroundings {
  /** Further attributes of the element. */
  attributes?: Readonly<Record<string, string>>;
  /** As #board-…, a permalink. */
  hash?: string;
  site?: string;
}

/**
 * Opens an article of a publisher's with one discussion on it. Its address is on Board's own origin, which the
 * demonstration's site allows; its policy is as strict as a publisher can set.
 */
export async function openArticle(
  page: Page,
  board: { url: string },
  article: string,
  { attributes = {}, hash = '', site = 'demo' }: Surroundings = {},
): Promise<Widget> {
  const address = `${board.url}/articles/${article}`;
  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': policyFor(board.url) },
      body: articlePage(board.url, { site, article, ...attributes }),
    }),
  );
  await page.goto(address + hash);
  return new Widget(page);
}

/** The strictest policy under which the widget has to work. */
export function policyFor(origin: string): string {
  return [
    "default-src 'none'",
    `script-src ${origin}`,
    `connect-src ${origin}`,
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** One script tag and one element, as the README tells publishers. */
export function articlePage(origin: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<!doctype html>
<html lang="zh-Hant-TW">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>測試用的報導</title>
<script src="${origin}/board.js" async></script>
<h1>測試用的報導</h1>
<board-comments ${written.join(' ')}>讀者的留言會顯示在這裡。</board-comments>
<p>頁尾</p>
</html>`;
}

/** The discussion on a page, as its reader sees it. */
export class Widget {
  readonly page: Page;
  readonly element: Locator;

  constructor(page: Page) {
    this.page = page;
    this.element = page.locator('board-comments');
  }

  get composer(): Locator {
    return this.element.getByRole('textbox', { name: text.yourComment });
  }

  get send(): Locator {
    return this.element.getByRole('button', { name: text.send });
  }

  /** What the widget says about itself in passing, the last first. */
  get toasts(): Locator {
    return this.element.locator('.toast');
  }

  get dialog(): Locator {
    return this.element.getByRole('dialog');
  }

  /** The comment that says this. */
  comment(saying: string): Locator {
    return this.element.getByRole('article').filter({ has: this.page.getByText(saying, { exact: true }) });
  }

  tag(label: string): Locator {
    return this.element.locator('.chip').filter({ has: this.page.getByText(label, { exact: true }) });
  }

  /** The reader's own menu: there once somebody is signed in. */
  account(nickname: string): Locator {
    return this.element.getByRole('button', { name: text.account(nickname) });
  }

  /** Answers once it is known what stands here and who is reading. */
  async ready(): Promise<this> {
    const settled = this.element.locator('.threads, .empty').first();
    await expect(settled).toBeVisible();
    await expect(this.element.locator('.account')).toBeVisible();
    return this;
  }

  async signIn({ name, password }: Pick<Person, 'name' | 'password'>): Promise<void> {
    await this.ready();
    await this.element.getByRole('button', { name: text.signIn, exact: true }).click();
    await this.fillSignIn(name, password);
    await expect(this.account(name)).toBeVisible();
  }

  /** Fills in the dialog for signing in, which is open already. */
  async fillSignIn(name: string, password: string): Promise<void> {
    await this.dialog.getByLabel(dialogs.name).fill(name);
    await this.dialog.getByLabel(dialogs.password).fill(password);
    await this.dialog.getByRole('button', { name: dialogs.signIn, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  async register(nickname: string, password: string): Promise<void> {
    await this.ready();
    await this.element.getByRole('button', { name: text.register, exact: true }).click();
    await this.dialog.getByLabel(dialogs.nickname, { exact: true }).fill(nickname);
    await this.dialog.getByLabel(dialogs.password).fill(password);
    await this.dialog.getByRole('checkbox').check();
    await this.dialog.getByRole('button', { name: dialogs.createAccount }).click();
    await expect(this.account(nickname)).toBeVisible();
  }

  /** Writes a comment and waits until it stands there. */
  async write(source: string): Promise<Locator> {
    await this.composer.fill(source);
    await this.send.click();
    await expect(this.composer).toHaveValue('');
    const comment = this.comment(source);
    await expect(comment).toBeVisible();
    return comment;
  }

  async openReport(menu: Locator, choice: string): Promise<void> {
    await menu.click();
    await this.element.getByRole('menuitem', { name: choice }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Fills in the open dialog of a report and sends it. */
  async report(clause: string, note = ''): Promise<void> {
    await this.dialog.getByRole('radio', { name: clause }).check();
    if (note) await this.dialog.getByLabel(dialogs.reportNote).fill(note);
    await this.dialog.getByRole('button', { name: dialogs.reportSend }).click();
    await expect(this.dialog.getByText(dialogs.reportThanks)).toBeVisible();
    await this.dialog.getByRole('button', { name: dialogs.done }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Opens the notices and answers the newest of them. */
  async newestNotice(): Promise<Locator> {
    await this.element.getByRole('button', { name: new RegExp(`^${text.notices}`) }).click();
    const newest = this.dialog.locator('.notice').first();
    await expect(newest).toBeVisible();
    return newest;
  }
}
