import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './people';
import { desk as text } from './strings';

type Sanction = keyof typeof text.sanctionChoices;

/** The desk, as whoever sits at it sees it. */
export class Desk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Signs in at an address of the desk, and answers once its screen is there. */
  static async signIn(page: Page, { name, password }: Person, path = '/desk/demo/queue/all'): Promise<Desk> {
    const desk = new Desk(page);
    await page.goto(path);
    await page.getByLabel(text.login).fill(name);
    await page.getByLabel(text.password).fill(password);
    await page.getByRole('button', { name: text.signIn }).click();
    await expect(page.getByRole('main')).toHaveAttribute('id', 'screen');
    return desk;
  }

  /** The cases of the open queue. */
  get rows(): Locator {
    return this.page.locator('.queue-row');
  }

  /** The case of the open queue that is about this text, label or nickname. */
  row(excerpt: string): Locator {
    return this.rows.filter({ has: this.page.getByText(excerpt, { exact: true }) });
  }

  /** The case that is open. */
  get case(): Locator {
    return this.page.getByRole('region', { name: text.case }).getByRole('article');
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: text.decision });
  }

  get preview(): Locator {
    return this.form.locator('.preview');
  }

  get toasts(): Locator {
    return this.page.locator('.toast');
  }

  /** Loads a screen anew: the queue as it is at this moment. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.getByRole('main')).toHaveAttribute('id', 'screen');
  }

  /** Opens a case out of the queue, and answers once it is the moderator's own to decide. */
  async open(excerpt: string): Promise<Locator> {
    const claimed = this.page.waitForResponse(
      (response) => response.url().endsWith('/claim') && response.request().method() === 'PUT',
    );
    await this.row(excerpt).click();
    await expect(this.case.locator('.subject-text').first()).toHaveText(excerpt);
    await claimed;
    return this.case;
  }

  /** Opens the form for a violation and fills it in; what it will do is shown then, and nothing is done yet. */
  async fillViolation(clause: string, reason: string, sanction: Sanction = 'none'): Promise<void> {
    await this.page.getByRole('button', { name: text.violation }).click();
    await this.form.getByLabel(text.clause).selectOption({ label: await this.optionFor(clause) });
    await this.form.getByLabel(text.reason).fill(reason);
    await this.form.getByText(text.sanctionChoices[sanction], { exact: true }).click();
    await expect(this.preview.getByRole('listitem').first()).toBeVisible();
    await expect(this.preview).toHaveAttribute('aria-busy', 'false');
  }

  /** A clause that reports or signals name says so in its option. */
  async optionFor(clause: string): Promise<string> {
    const options = await this.form.getByLabel(text.clause).locator('option').allTextContents();
    return options.find((option) => option === text.namedClause(clause)) ?? clause;
  }

  /** Sends the decision, and answers once the server has taken it. */
  async decide(): Promise<void> {
    await this.form.locator('button[type=submit]').click();
    await expect(this.toasts.last()).toContainText(/^已/);
  }

  /** Undoes the decision on the page of decisions that is about this excerpt and still in effect. */
  async undo(excerpt: string): Promise<void> {
    await this.goTo('/desk/demo/decisions');
    await this.page.getByRole('link').filter({ hasText: excerpt }).first().click();
    await this.page.getByRole('button', { name: text.undoDecision }).click();
    await this.confirmUndo();
    await expect(this.page.getByRole('heading', { name: text.decisionStatuses.undone })).toBeVisible();
  }

  /** Confirms the dialog for undoing, which is open, with the reason that stands there. */
  async confirmUndo(): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: text.undoTitle });
    await dialog.getByRole('button', { name: text.undo, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(this.toasts.filter({ hasText: text.undone })).toBeVisible();
  }
}
