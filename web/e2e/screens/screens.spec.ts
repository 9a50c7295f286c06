import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from '../board';
import { Desk } from '../desk';
import { placeTag, removeAndSuspend, setState, write } from '../discussion';
import { SITE, unused } from '../people';
import { desk as deskText, dialogs, text } from '../strings';
import { openArticle, Widget } from '../widget';

// Pictures to look at: of each screen by day and by night, on a desktop and on a phone. `npm run screens` takes them.
// Two of them are the README's.

const RESULTS = fileURLToPath(new URL('../results/screens/', import.meta.url));
const DOCS = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Takes a picture of what the window shows, by day and by night. */
async function picture(page: Page, name: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const device = test.info().project.name.replace('screens-', '');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await page.screenshot({ path: `${RESULTS}${name}-${device}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function pictureForDocs(page: Page, name: string): Promise<void> {
  if (test.info().project.name !== 'screens-desktop') return;
  await mkdir(DOCS, { recursive: true });
  await page.screenshot({ path: `${DOCS}${name}.png` });
}

/** Brings the head of something to the top of the window. */
function bringUp(page: Page, selector: string): Promise<void> {
  return page.locator(selector).evaluate((element) => {
    scrollTo(0, element.getBoundingClientRect().top + scrollY - 16);
  });
}

test('the widget', async ({ page, board, people, article }) => {
  test.setTimeout(120_000);
  const password = (await people.regular('小雨')).password;
  await page.goto('/demo');
  await picture(page, 'demo-top');
  await page.locator('board-comments').scrollIntoViewIfNeeded();
  const widget = await new Widget(page).ready();
  await bringUp(page, 'board-comments');
  await picture(page, 'widget-signed-out');
  await widget.element.getByRole('button', { name: text.signIn, exact: true }).click();
  await expect(widget.dialog.getByLabel(dialogs.name)).toBeVisible();
  await picture(page, 'widget-sign-in');
  await widget.dialog.getByRole('button', { name: dialogs.toRegister }).click();
  await expect(widget.dialog.getByRole('button', { name: dialogs.createAccount })).toBeVisible();
  await picture(page, 'widget-register');
  await page.keyboard.press('Escape');
  await widget.signIn({ name: '小雨', password });
  await widget.composer.fill('晚上九點以後，河濱站的候車亭真的很暗，希望先補燈。');
  await bringUp(page, 'board-comments');
  await expect(widget.element.locator('.toast')).toHaveCount(0);
  await picture(page, 'widget-signed-in');
  await pictureForDocs(page, 'widget');
  await widget.composer.fill('');
  const thread = widget.element.getByRole('article').filter({ hasText: '在醫院輪大夜七年' }).first();
  await thread.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16));
  await picture(page, 'widget-threads');
  await thread.getByRole('button', { name: text.more }).click();
  await picture(page, 'widget-menu');
  await widget.element.getByRole('menuitem', { name: text.report }).click();
  await expect(widget.dialog.getByRole('radio').first()).toBeVisible();
  await picture(page, 'widget-report');
  await page.keyboard.press('Escape');

  const reader = await people.reader(unused('讀者'));
  await write(
    board,
    reader,
    article,
    '第一則留言，**粗體**、`code` 與[連結](https://example.org)\n\n> 引言\n\n- 一\n- 二',
  );
  const mean = await write(board, reader, article, '罵人的留言');
  await placeTag(board, reader, article, '夜間公車');
  await removeAndSuspend(
    await people.moderator(),
    mean.id,
    '您的留言含有辱罵或人身攻擊的字眼。請就事論事，尊重其他讀者。',
  );
  const mine = await openArticle(page, board, article);
  await mine.account('小雨').click();
  await mine.element.getByRole('menuitem', { name: text.signOut }).click();
  await mine.signIn(reader);
  await expect(mine.element.locator('.toast')).toHaveCount(0);
  await picture(page, 'widget-suspended');
  await mine.newestNotice();
  await picture(page, 'widget-notices');

  const other = unused('article-');
  await openArticle(page, board, other);
  await mine.ready();
  await picture(page, 'widget-empty');
  const writer = await people.regular('小雨');
  await write(board, writer, other, '已經關閉的討論');
  await setState(await people.moderator(), other, 'closed');
  await page.reload();
  await mine.ready();
  await picture(page, 'widget-closed');
});

test('held comments', async ({ page, board, people, article }) => {
  const reader = await people.reader(unused('讀者'));
  await write(board, reader, article, '這檔股票保證獲利');
  const widget = await openArticle(page, board, article);
  await widget.signIn(reader);
  await expect(widget.element.locator('.toast')).toHaveCount(0);
  await picture(page, 'widget-held');
});

test('the desk', async ({ page, board, people, article }) => {
  test.setTimeout(120_000);
  const author = await people.reader('投資小達人');
  const asker = await people.reader('想進場的人');
  const reply = await write(board, asker, article, '有人知道現在還能進場嗎？大家都怎麼看？');
  await write(board, author, article, '今天大盤又跌了，先觀望。', reply.id);
  const source = '跟著老師操作保證獲利，穩賺不賠，有興趣的加我聊聊，名額有限。';
  await write(board, author, article, source, reply.id);
  await page.goto('/desk');
  await expect(page.getByRole('button', { name: deskText.signIn })).toBeVisible();
  await picture(page, 'desk-sign-in');
  const desk = await Desk.signIn(page, await people.moderator());
  await expect(desk.rows.first()).toBeVisible();
  await picture(page, 'desk-queue');
  await desk.open(source);
  await picture(page, 'desk-case');
  await pictureForDocs(page, 'desk');
  await desk.fillViolation('廣告與垃圾訊息', '您的留言屬於廣告或招攬，本討論區不開放商業宣傳。', '7');
  await picture(page, 'desk-decision');
  await desk.decide();
  await picture(page, 'desk-decided');
  const { id } = author;
  const { lists } = await (await people.moderator()).api.get('/sites/{site}/term-lists', {
    path: { site: SITE },
  });
  for (const [name, path] of [
    ['decisions', 'decisions'],
    ['members', 'members'],
    ['member', `members/${id}`],
    ['terms', 'terms'],
    ['term-list', `terms/${lists[0]?.id}`],
    ['switches', 'switches'],
    ['audit', 'audit'],
  ] as const) {
    await desk.goTo(`/desk/demo/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.waiting')).toHaveCount(0);
    await picture(page, `desk-${name}`);
  }
  await desk.goTo('/desk/demo/decisions');
  await page.getByRole('link').filter({ hasText: source }).first().click();
  await expect(page.getByRole('button', { name: deskText.undoDecision })).toBeVisible();
  await picture(page, 'desk-decision-page');
  await page.getByRole('button', { name: deskText.undoDecision }).click();
  await picture(page, 'desk-undo');
});
