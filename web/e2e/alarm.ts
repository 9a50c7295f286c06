import { expect, type Page } from '@playwright/test';

/**
 * Listens for whatever a page complains about: errors on its console (violations of its policy are among them), uncaught
 * exceptions and dialogs.
 */
export class Alarm {
  readonly heard: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.heard.push(`uncaught: ${error}`));
    page.on('dialog', async (dialog) => {
      this.heard.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
  }

  expectSilence(): void {
    expect(this.heard).toEqual([]);
  }
}
