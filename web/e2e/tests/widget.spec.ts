import type { Locator, Page } from '@playwright/test';
import { Alarm } from '../alarm';
import { type Board, expect, test } from '../board';
import { placeTag, setState, write } from '../discussion';
import { type Person, unused } from '../people';
import { dialogs, english as en, text } from '../strings';
import { openArticle } from '../widget';

/** Composes with an input method, as Chromium's own would: the text is underlined until it is committed. */
async function compose(page: Page, composing: string): Promise<(committed: string) => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const at = { selectionStart: composing.length, selectionEnd: composing.length };
  await browser.send('Input.imeSetComposition', { text: composing, ...at });
  return (committed) => browser.send('Input.insertText', { text: committed }).then(() => undefined);
}

/** Presses Enter while an input method is composing: to the page it is the key 229. */
async function enterWhileComposing(page: Page, modifiers = 0): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers };
  await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

const CTRL = 2;

test.describe('writing', () => {
  test('a reader signs in while sending, and the text is not lost', async ({
    page,
    board,
    people,
    article,
  }) => {
    const reader = await people.reader();
    const widget = await (await openArticle(page, board, article)).ready();
    await widget.composer.fill('先寫好再登入');
    await widget.element.getByRole('button', { name: text.sendSignedOut }).click();
    await widget.fillSignIn(reader.name, reader.password);
    await expect(widget.comment('先寫好再登入')).toBeVisible();
    await expect(widget.element.getByRole('heading', { name: text.comments(1) })).toBeVisible();
    await expect(widget.composer).toHaveValue('');
  });

  test('the Enter that ends a composition does not send', async ({ page, board, people, article }) => {
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await widget.composer.focus();
    const commit = await compose(page, 'ㄗㄨㄛˋ');
    await enterWhileComposing(page, CTRL);
    await commit('坐夜車');
    await expect(widget.composer).toHaveValue('坐夜車');
    await expect(widget.element.locator('.empty')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(widget.comment('坐夜車')).toBeVisible();
  });

  test('the Enter that ends a composition does not place a tag', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await widget.element.getByRole('button', { name: text.addTag }).click();
    const label = widget.element.getByRole('textbox', { name: text.tagLabel });
    await expect(label).toBeFocused();
    const commit = await compose(page, 'ㄍㄨㄥ');
    await enterWhileComposing(page);
    await commit('公車');
    await expect(label).toHaveValue('公車');
    await page.keyboard.press('Enter');
    await expect(widget.tag('公車')).toBeVisible();
  });

  test('a draft survives a reload, of a comment and of a reply', async ({ page, board, people, article }) => {
    const reader = await people.reader();
    await write(board, await people.reader(), article, '被回覆的留言');
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await widget.composer.fill('寫到一半');
    const answered = widget.comment('被回覆的留言');
    await answered.getByRole('button', { name: text.reply, exact: true }).click();
    await answered.getByRole('textbox', { name: text.yourReply }).fill('回覆也寫到一半');
    await page.reload();
    await widget.ready();
    await expect(widget.composer).toHaveValue('寫到一半');
    await expect(answered.getByRole('textbox', { name: text.yourReply })).toHaveValue('回覆也寫到一半');
    await widget.send.click();
    await expect(widget.comment('寫到一半')).toBeVisible();
    await page.reload();
    await widget.ready();
    await expect(widget.composer).toHaveValue('');
  });

  test('a reply stands under what it answers, and below the fourth level says what that is', async ({
    page,
    board,
    people,
    article,
  }) => {
    const [one, two] = await Promise.all([people.reader(), people.reader()]);
    let parent: string | undefined;
    for (const [level, author] of [one, two, one, two, one].entries()) {
      parent = (await write(board, author, article, `第 ${level} 層`, parent)).id;
    }
    const widget = await openArticle(page, board, article);
    await widget.signIn(two);
    await widget.element.getByRole('button', { name: text.moreReplies(1) }).click();
    const deepest = widget.comment('第 4 層');
    await deepest.getByRole('button', { name: text.reply, exact: true }).click();
    await deepest.getByRole('textbox', { name: text.yourReply }).fill('第 5 層，平放');
    await deepest.getByRole('button', { name: text.sendReply }).click();
    const reply = widget.comment('第 5 層，平放');
    await expect(reply.getByText(text.inReplyTo(one.name))).toBeVisible();
    await expect(async () => {
      const [above, flat] = await Promise.all([deepest.boundingBox(), reply.boundingBox()]);
      expect(flat?.x).toBe(above?.x);
    }).toPass();
    await expect(widget.element.getByRole('heading', { name: text.comments(6) })).toBeVisible();
  });

  test('an author edits and withdraws what they wrote', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    const comment = await widget.write('有錯字的流言');
    await comment.getByRole('button', { name: text.more }).click();
    await widget.element.getByRole('menuitem', { name: /^編輯/ }).click();
    const own = widget.element.getByRole('article', { name: text.commentBy(reader.name) });
    await expect(own.getByRole('textbox')).toHaveValue('有錯字的流言');
    await own.getByRole('textbox').fill('沒有錯字的留言');
    await own.getByRole('button', { name: text.save }).click();
    const edited = widget.comment('沒有錯字的留言');
    await expect(edited.getByText(text.edited)).toBeVisible();
    await edited.getByRole('button', { name: text.more }).click();
    await widget.element.getByRole('menuitem', { name: text.withdraw }).click();
    await widget.dialog.getByRole('button', { name: dialogs.withdraw }).click();
    await expect(edited).toBeHidden();
    await expect(widget.element.getByText(text.empty)).toBeVisible();
  });

  test('what looks like markup is shown as it was written', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const alarm = new Alarm(page);
    const reader = await people.reader();
    const source = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    const comment = await widget.write(source);
    await comment.getByRole('button', { name: text.reply, exact: true }).waitFor();
    await write(board, reader, article, '[連結](javascript:alert(3)) 與 ![圖](x)');
    await page.reload();
    await expect(widget.comment(source)).toBeVisible();
    await expect(widget.element.getByText('javascript:alert(3)')).toBeVisible();
    await expect(widget.element.locator('img, script, a[href^="javascript"]')).toHaveCount(0);
    expect(alarm.heard.filter((heard) => !heard.includes('401'))).toEqual([]);
  });

  test('a keyboard is enough to sign in, to write and to vote', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const [reader, other] = await Promise.all([people.reader(), people.reader()]);
    await write(board, other, article, '請投我一票');
    const widget = await (await openArticle(page, board, article)).ready();
    await tabTo(page, widget.element.getByRole('button', { name: text.signIn, exact: true }));
    await page.keyboard.press('Enter');
    await expect(widget.dialog.getByLabel(dialogs.name)).toBeFocused();
    await page.keyboard.type(reader.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(reader.password);
    await page.keyboard.press('Enter');
    await expect(widget.account(reader.name)).toBeVisible();
    await tabTo(page, widget.composer);
    await page.keyboard.type('只用鍵盤寫的');
    await tabTo(page, widget.send);
    await page.keyboard.press('Enter');
    await expect(widget.comment('只用鍵盤寫的')).toBeVisible();
    const up = widget.comment('請投我一票').getByRole('button', { name: text.up(0), exact: true });
    await tabTo(page, up);
    await page.keyboard.press('Space');
    await expect(
      widget.comment('請投我一票').getByRole('button', { name: text.up(1), exact: true }),
    ).toHaveAttribute('aria-pressed', 'true');
  });
});

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

test.describe('reading', () => {
  test('a permalink opens a comment that the first page does not have', async ({
    page,
    board,
    people,
    article,
  }) => {
    const alarm = new Alarm(page);
    const authors = await Promise.all(Array.from({ length: 5 }, () => people.reader()));
    const first = await writeMany(board, authors, article, 24);
    const widget = await openArticle(page, board, article, { hash: `#board-${first}` });
    const opened = widget.comment('第 0 則意見');
    await expect(opened).toBeInViewport();
    await expect(opened).toBeFocused();
    await expect(opened).toHaveAttribute('data-target', 'true');
    expect(alarm.heard.filter((heard) => !heard.includes('401'))).toEqual([]);
  });

  test('a permalink to nothing says so', { tag: '@desktop' }, async ({ page, board, article }) => {
    const widget = await openArticle(page, board, article, {
      hash: '#board-01999999-0000-7000-8000-000000000000',
    });
    await expect(widget.toasts).toHaveText(text.notFound);
  });

  test('further comments come at a press, in the order chosen', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const authors = await Promise.all(Array.from({ length: 5 }, () => people.reader()));
    await writeMany(board, authors, article, 24);
    const widget = await (await openArticle(page, board, article)).ready();
    const comments = widget.element.getByRole('article');
    await expect(comments).toHaveCount(20);
    await expect(comments.first()).toContainText('第 23 則');
    await widget.element.getByRole('button', { name: text.moreComments }).click();
    await expect(comments).toHaveCount(24);
    await expect(widget.element.getByRole('button', { name: text.moreComments })).toBeHidden();
    await widget.element.getByRole('button', { name: text.oldest }).click();
    await expect(comments.first()).toContainText('第 0 則');
  });

  test('nothing jumps while the discussion comes', async ({ page }) => {
    await page.addInitScript(() => {
      const shifts = { sum: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
          shifts.sum += entry.value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto('/demo');
    await page.locator('board-comments').scrollIntoViewIfNeeded();
    await expect(page.locator('board-comments').getByRole('article').first()).toBeVisible();
    await page.evaluate(
      () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
    );
    const sum = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
    expect(sum).toBeLessThanOrEqual(0.02);
  });

  test('an article without comments says so', { tag: '@desktop' }, async ({ page, board, article }) => {
    const widget = await openArticle(page, board, article);
    await expect(widget.element.getByText(text.empty)).toBeVisible();
    await expect(widget.element.getByRole('heading', { name: text.comments(0) })).toBeVisible();
  });

  test('a discussion that does not load says so, and loads at the next try', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    await write(board, await people.reader(), article, '終於載入了');
    const pages = '**/api/v1/sites/demo/articles/*/comments?*';
    await page.route(pages, (route) => route.abort());
    const widget = await openArticle(page, board, article);
    await expect(widget.element.getByText(text.failed)).toBeVisible();
    await page.unroute(pages);
    await widget.element.getByRole('button', { name: text.retry }).click();
    await expect(widget.comment('終於載入了')).toBeVisible();
  });

  test('a comment that did not get through can be sent again, and is there once', {
    tag: '@desktop',
  }, async ({ page, board, people, article }) => {
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    // The server takes the comment, and its answer is lost.
    const writes = '**/api/v1/sites/demo/articles/*/comments';
    await page.route(writes, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await widget.composer.fill('斷線時送出的');
    await widget.send.click();
    await expect(widget.element.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
    await expect(widget.composer).toHaveValue('斷線時送出的');
    await page.unroute(writes);
    await widget.send.click();
    await expect(widget.comment('斷線時送出的')).toHaveCount(1);
    await page.reload();
    await expect(widget.comment('斷線時送出的')).toHaveCount(1);
    await expect(widget.element.getByRole('heading', { name: text.comments(1) })).toBeVisible();
  });

  test('a closed discussion can be read and not written in', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    await write(board, await people.reader(), article, '關閉前的留言');
    await setState(await people.moderator(), article, 'closed');
    const widget = await (await openArticle(page, board, article)).ready();
    await expect(widget.element.getByText(text.closed)).toBeVisible();
    await expect(widget.comment('關閉前的留言')).toBeVisible();
    await expect(widget.composer).toBeHidden();
    await expect(widget.element.getByRole('button', { name: text.reply, exact: true })).toBeHidden();
    await expect(widget.element.getByRole('button', { name: text.addTag })).toBeHidden();
  });

  test('under a pre-moderated discussion a comment is seen by its author alone', { tag: '@desktop' }, async ({
    page,
    browser,
    board,
    people,
    article,
  }) => {
    await write(board, await people.reader(), article, '之前就公開的留言');
    await setState(await people.moderator(), article, 'premoderated');
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await expect(widget.element.getByText(text.premoderated)).toBeVisible();
    const comment = await widget.write('等待審核的留言');
    await expect(comment.getByText(text.heldOwn)).toBeVisible();
    await page.reload();
    await expect(comment.getByText(text.heldOwn)).toBeVisible();

    const stranger = await browser.newContext();
    const theirs = await (await openArticle(await stranger.newPage(), board, article)).ready();
    await expect(theirs.comment('之前就公開的留言')).toBeVisible();
    await expect(theirs.comment('等待審核的留言')).toHaveCount(0);
    await stranger.close();
  });

  test('the widget speaks English to an English page', { tag: '@desktop' }, async ({
    page,
    board,
    article,
  }) => {
    const widget = await openArticle(page, board, article, { attributes: { lang: 'en' } });
    await expect(widget.element.getByRole('heading', { name: en.comments(0) })).toBeVisible();
    await expect(widget.element.getByRole('textbox', { name: en.yourComment })).toBeVisible();
    await widget.element.getByRole('button', { name: en.rules }).click();
    await expect(widget.dialog.getByRole('listitem').first()).toBeVisible();
    const rulebook = await widget.dialog.textContent();
    expect(rulebook).not.toMatch(/\p{Script=Han}/u);
  });
});

test.describe('taking part', () => {
  test('a vote counts once, can be changed and taken back, and is kept', async ({
    page,
    board,
    people,
    article,
  }) => {
    await write(board, await people.reader(), article, '可以投票的留言');
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    const comment = widget.comment('可以投票的留言');
    await comment.getByRole('button', { name: text.up(0), exact: true }).click();
    await expect(comment.getByRole('button', { name: text.up(1), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await comment.getByRole('button', { name: text.down(0), exact: true }).click();
    await expect(comment.getByRole('button', { name: text.down(1), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(comment.getByRole('button', { name: text.up(0), exact: true })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await page.reload();
    await expect(comment.getByRole('button', { name: text.down(1), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await comment.getByRole('button', { name: text.down(1), exact: true }).click();
    await expect(comment.getByRole('button', { name: text.down(0), exact: true })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
  });

  test('nobody votes on their own comment', { tag: '@desktop' }, async ({ page, board, people, article }) => {
    const reader = await people.reader();
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    const comment = await widget.write('自己的留言');
    await expect(comment.getByRole('button', { name: text.up(0), exact: true })).toBeDisabled();
  });

  test('the same tag by two members is one tag, and each takes back their own', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const [first, reader] = await Promise.all([people.reader(), people.reader()]);
    const label = unused('標');
    await placeTag(board, first, article, label);
    const widget = await openArticle(page, board, article);
    await widget.signIn(reader);
    await widget
      .tag(label)
      .getByRole('button', { name: text.tagCount(label, 1) })
      .click();
    await widget.element.getByRole('menuitem', { name: text.placeThis }).click();
    await widget
      .tag(label)
      .getByRole('button', { name: text.tagCount(label, 2) })
      .click();
    await widget.element.getByRole('menuitem', { name: text.takeBack }).click();
    await expect(widget.tag(label).getByRole('button', { name: text.tagCount(label, 1) })).toBeVisible();
  });

  test('the rules are beside the composer', async ({ page, board, article }) => {
    const widget = await (await openArticle(page, board, article)).ready();
    await widget.element.getByRole('button', { name: text.rules }).click();
    await expect(widget.dialog.getByRole('heading', { name: dialogs.rules })).toBeVisible();
    await expect(widget.dialog.getByRole('listitem').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(widget.dialog).toBeHidden();
  });

  test('registering without agreeing to the rules is not possible', { tag: '@desktop' }, async ({
    page,
    board,
    article,
  }) => {
    const widget = await (await openArticle(page, board, article)).ready();
    await widget.element.getByRole('button', { name: text.register, exact: true }).click();
    await widget.dialog.getByLabel(dialogs.nickname, { exact: true }).fill(unused('新人'));
    await widget.dialog.getByLabel(dialogs.password).fill('long enough');
    await widget.dialog.getByRole('button', { name: dialogs.createAccount }).click();
    await expect(widget.dialog.getByRole('alert').filter({ hasText: dialogs.agreeMissing })).toBeVisible();
  });
});

/** Writes so many comments that differ, and answers the id of the first. */
async function writeMany(board: Board, authors: readonly Person[], article: string, count: number) {
  let first = '';
  for (let n = 0; n < count; n++) {
    const author = authors[n % authors.length];
    if (!author) throw new Error('no authors');
    const { id } = await write(board, author, article, `第 ${n} 則意見`);
    first ||= id;
  }
  return first;
}
