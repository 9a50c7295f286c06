import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../board';
import { Desk } from '../desk';
import { removeAndSuspend, write } from '../discussion';
import { unused } from '../people';
import { desk as deskText, dialogs, text } from '../strings';
import { openArticle } from '../widget';

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Looks for what breaks WCAG 2.2 AA, in light and in dark. Without motion, colours are at once what they end as. */
async function expectAccessible(page: Page, part: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page }).include(part);
    // Only colours differ in the dark.
    const judge = colorScheme === 'dark' ? axe.withRules('color-contrast') : axe.withTags(STANDARD);
    const { violations, passes } = await judge.analyze();
    expect(passes.length).toBeGreaterThan(0);
    const found = violations.map(({ id, nodes }) => ({
      rule: id,
      at: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
    expect(found, `in ${colorScheme}`).toEqual([]);
  }
}

test.describe('the widget', () => {
  test('signed out', async ({ page, board, people, article }) => {
    await write(board, await people.reader(), article, '別人的留言');
    await (await openArticle(page, board, article)).ready();
    await expectAccessible(page, 'board-comments');
  });

  test('signed in, with one thing of each kind', async ({ page, board, people, article }) => {
    const [reader, other] = await Promise.all([people.reader(), people.reader()]);
    const root = await write(
      board,
      other,
      article,
      '**重點**是[時刻表](https://example.org)：\n\n> 引言\n\n- 一\n- 二',
    );
    await write(board, reader, article, '我回覆了', root.id);
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await widget.write('這個保證獲利');
    await widget.element.getByRole('button', { name: text.addTag }).click();
    await widget.element.getByRole('textbox', { name: text.tagLabel }).fill(unused('標'));
    await page.keyboard.press('Enter');
    await expect(widget.element.locator('.chip')).toBeVisible();
    const answered = widget.element.getByRole('article', { name: text.commentBy(other.name) });
    await answered.getByRole('button', { name: text.reply, exact: true }).click();
    await widget.composer.fill('字'.repeat(4990));
    await expectAccessible(page, 'board-comments');
  });

  test('its dialogs and menus', async ({ page, board, people, article }) => {
    const [reader, other] = await Promise.all([people.reader(), people.reader()]);
    await write(board, other, article, '可以檢舉的留言');
    const widget = await (await openArticle(page, board, article)).ready();
    await widget.element.getByRole('button', { name: text.signIn, exact: true }).click();
    await expectAccessible(page, 'board-comments');
    await widget.dialog.getByRole('button', { name: dialogs.toRegister }).click();
    await widget.dialog.getByRole('button', { name: dialogs.createAccount }).waitFor();
    await expectAccessible(page, 'board-comments');
    await page.keyboard.press('Escape');
    await widget.signIn(reader);
    await widget.element.getByRole('button', { name: text.rules }).click();
    await widget.dialog.getByRole('listitem').first().waitFor();
    await expectAccessible(page, 'board-comments');
    await page.keyboard.press('Escape');
    const comment = widget.comment('可以檢舉的留言');
    await comment.getByRole('button', { name: text.more }).click();
    await expectAccessible(page, 'board-comments');
    await widget.element.getByRole('menuitem', { name: text.report }).click();
    await widget.dialog.getByRole('radio').first().waitFor();
    await expectAccessible(page, 'board-comments');
  });

  test('a suspended reader', async ({ page, board, people, article }) => {
    const [reader, moderator] = await Promise.all([people.reader(), people.moderator()]);
    const comment = await write(board, reader, article, '會被停權的留言');
    await removeAndSuspend(moderator, comment.id, '辱罵他人');
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await expect(widget.element.getByText('你的帳號已停權', { exact: false }).first()).toBeVisible();
    await expectAccessible(page, 'board-comments');
    await widget.newestNotice();
    await expectAccessible(page, 'board-comments');
  });
});

test.describe('the desk', () => {
  test('signing in', async ({ page }) => {
    await page.goto('/desk');
    await page.getByRole('button', { name: deskText.signIn }).waitFor();
    await expectAccessible(page, 'body');
  });

  test('a case and its decision', async ({ page, board, people, article }) => {
    const author = await people.reader();
    const source = `${unused('買')}保證獲利`;
    await write(board, author, article, source);
    const desk = await Desk.signIn(page, await people.moderator(), '/desk/demo/queue/held');
    await expect(desk.row(source)).toBeVisible();
    await expectAccessible(page, 'body');
    await desk.open(source);
    await expectAccessible(page, 'body');
    await desk.fillViolation('廣告與垃圾訊息', '廣告', '7');
    await expectAccessible(page, 'body');
    await desk.decide();
    await page.goto('/desk/demo/decisions');
    await page.getByRole('link').filter({ hasText: source }).first().click();
    await page.getByRole('button', { name: deskText.undoDecision }).waitFor();
    await expectAccessible(page, 'body');
    await page.getByRole('button', { name: deskText.undoDecision }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page, 'body');
  });

  test('its other screens', async ({ page, people }) => {
    const desk = await Desk.signIn(page, await people.moderator());
    const { id } = await people.regular('晚歸的貓');
    const { lists } = await (await people.moderator()).api.get('/sites/{site}/term-lists', {
      path: { site: 'demo' },
    });
    const screens = [
      'decisions',
      'members',
      `members/${id}`,
      'terms',
      `terms/${lists[0]?.id}`,
      'switches',
      'audit',
    ];
    for (const screen of screens) {
      await desk.goTo(`/desk/demo/${screen}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
      await expectAccessible(page, 'body');
    }
  });
});
