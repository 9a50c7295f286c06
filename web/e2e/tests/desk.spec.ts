import type { Page } from '@playwright/test';
import { type Board, expect, test } from '../board';
import { Desk } from '../desk';
import { openCase, placeTag, removeAndSuspend, setState, write } from '../discussion';
import { type People, type Person, refusal, SITE, unused } from '../people';
import { desk as text } from '../strings';

const ABUSE = '辱罵與騷擾';

/** Writes a comment that is held because it hits a term; nobody else wrote the same text. */
async function held(board: Board, people: People, article: string) {
  const author = await people.reader();
  const source = `${unused('買這個')}，保證獲利`;
  const comment = await write(board, author, article, source);
  expect(comment.status).toBe('held');
  return { author, source, id: comment.id };
}

async function statusOf(moderator: Person, comment: string): Promise<string> {
  const path = { site: SITE, comment };
  return (await moderator.api.get('/sites/{site}/comments/{comment}', { path })).status;
}

async function memberOf(moderator: Person, { id }: Person) {
  const path = { site: SITE, member: id };
  return moderator.api.get('/sites/{site}/members/{member}', { path });
}

test.describe('signing in', { tag: '@desktop' }, () => {
  test('a wrong password is refused; a session outlives a reload and ends with signing out', async ({
    page,
    people,
  }) => {
    const account = await people.account('moderator');
    await page.goto('/desk');
    await page.getByLabel(text.login).fill(account.name);
    await page.getByLabel(text.password).fill('not the password');
    await page.getByRole('button', { name: text.signIn }).click();
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
    await page.getByLabel(text.password).fill(account.password);
    await page.getByRole('button', { name: text.signIn }).click();
    await expect(page.getByRole('navigation', { name: text.navigation })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('navigation', { name: text.navigation })).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'eyJ',
    );
    await page.getByRole('button', { name: text.accountOf(account.name) }).click();
    await page.getByRole('menuitem', { name: text.signOut }).click();
    await expect(page.getByRole('button', { name: text.signIn })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: text.signIn })).toBeVisible();
  });
});

test.describe('by keys', { tag: '@desktop' }, () => {
  test('j and k step through the queue, ? explains, / searches, Escape goes back', async ({
    page,
    board,
    people,
    article,
  }) => {
    await held(board, people, article);
    await held(board, people, article);
    const desk = await Desk.signIn(page, await people.moderator());
    await expect(desk.rows.nth(1)).toBeVisible();
    await page.keyboard.press('j');
    await expect(desk.rows.nth(0)).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('j');
    await expect(desk.rows.nth(1)).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('k');
    await expect(desk.rows.nth(0)).toHaveAttribute('aria-current', 'true');
    await expect(desk.case).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: text.keysTitle })).toBeVisible();
    await page.keyboard.press('j');
    await expect(desk.rows.nth(0)).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByText(text.chooseCase)).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: text.searchMembers })).toBeFocused();
  });

  test('a finds no violation and moves on, u takes it back', async ({ page, board, people, article }) => {
    const moderator = await people.moderator();
    const { source, id } = await held(board, people, article);
    await held(board, people, article);
    const desk = await Desk.signIn(page, moderator, '/desk/demo/queue/held');
    await desk.open(source);
    await page.keyboard.press('a');
    await expect(desk.toasts.filter({ hasText: text.decided([text.acts.restore]) })).toBeVisible();
    await expect(desk.row(source)).toHaveCount(0);
    await expect(desk.case).toBeVisible();
    expect(await statusOf(moderator, id)).toBe('published');
    await page.keyboard.press('u');
    await desk.confirmUndo();
    await expect(desk.row(source)).toBeVisible();
    expect(await statusOf(moderator, id)).toBe('held');
  });

  test('r decides with Ctrl+Enter; keys do nothing while somebody types or composes', async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    const { source, id } = await held(board, people, article);
    const desk = await Desk.signIn(page, moderator, '/desk/demo/queue/held');
    await desk.open(source);
    await page.keyboard.press('r');
    await expect(desk.form.getByLabel(text.clause)).toBeFocused();
    const reason = desk.form.getByLabel(text.reason);
    await reason.fill('');
    await reason.press('j');
    await page.keyboard.type('karu?/');
    await expect(reason).toHaveValue('jkaru?/');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(desk.row(source)).toHaveAttribute('aria-current', 'true');

    const browser = await page.context().newCDPSession(page);
    await browser.send('Input.imeSetComposition', { text: 'ㄅㄚ', selectionStart: 2, selectionEnd: 2 });
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers: 2 };
    await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    await browser.send('Input.insertText', { text: '罷' });
    await expect(reason).toHaveValue('jkaru?/罷');
    expect(await statusOf(moderator, id)).toBe('held');

    await page.keyboard.press('Control+Enter');
    await expect(desk.toasts.filter({ hasText: text.decided([text.acts.remove]) })).toBeVisible();
    expect(await statusOf(moderator, id)).toBe('removed');
  });

  test('what was filled in is still there after putting the form aside', async ({
    page,
    board,
    people,
    article,
  }) => {
    const { source } = await held(board, people, article);
    const desk = await Desk.signIn(page, await people.moderator(), '/desk/demo/queue/held');
    await desk.open(source);
    await desk.fillViolation(ABUSE, '還沒寫完的理由', '1');
    await page.keyboard.press('Escape');
    await expect(desk.form).toBeHidden();
    await page.keyboard.press('r');
    await expect(desk.form.getByLabel(text.reason)).toHaveValue('還沒寫完的理由');
  });
});

test.describe('a case', () => {
  test('what screening found is marked in the text and explained below', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const { source } = await held(board, people, article);
    const desk = await Desk.signIn(page, await people.moderator(), '/desk/demo/queue/held');
    const opened = await desk.open(source);
    await expect(opened.locator('mark')).toHaveText('保證獲利');
    await expect(opened.getByRole('list', { name: text.signals })).toContainText('保證獲利');
    await expect(opened.getByRole('list', { name: text.signals })).toContainText('廣告與垃圾訊息');
  });

  test('the comment it answers stands around it, and the article is linked', async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    const [asker, answerer] = await Promise.all([people.reader(), people.reader()]);
    const question = unused('有人知道班次嗎');
    const root = await write(board, asker, article, question);
    const source = unused('你自己不會查嗎');
    const reply = await write(board, answerer, article, source, root.id);
    const { id } = await openCase(moderator, 'comment', reply.id);
    const desk = await Desk.signIn(page, moderator, `/desk/demo/queue/all/${id}`);
    await expect(desk.case.getByText(question)).toBeVisible();
    await expect(desk.case.getByText(text.answered)).toBeVisible();
    await expect(desk.case.getByRole('link', { name: '測試用的報導' })).toHaveAttribute(
      'href',
      `${board.url}/articles/${article}`,
    );
  });

  test('another moderator sees whose it is, and their decision is refused', { tag: '@desktop' }, async ({
    page,
    browser,
    board,
    people,
    article,
  }) => {
    const { source, id } = await held(board, people, article);
    const [moderator, colleague] = await Promise.all([people.moderator(), people.account('moderator')]);
    const desk = await Desk.signIn(page, moderator, '/desk/demo/queue/held');
    await desk.open(source);

    const context = await browser.newContext({ baseURL: board.url });
    const theirs = await Desk.signIn(await context.newPage(), colleague, '/desk/demo/queue/held');
    await expect(theirs.row(source)).toContainText(text.claimedBy('示範版主'));
    await theirs.row(source).click();
    await expect(theirs.case.getByText(text.claimedNote('示範版主'))).toBeVisible();
    await expect(theirs.page.getByRole('button', { name: text.violation })).toBeDisabled();
    await theirs.page.keyboard.press('a');
    await theirs.page.keyboard.press('r');
    await expect(theirs.form).toBeHidden();
    expect(await statusOf(moderator, id)).toBe('held');
    const { cases } = await colleague.api.get('/sites/{site}/cases', {
      path: { site: SITE },
      query: { queue: 'held', limit: 100 },
    });
    const summary = cases.find(({ subject }) => subject.id === id);
    const refused = await refusal(
      colleague.api.post('/sites/{site}/cases/{case}/decisions', {
        path: { site: SITE, case: summary?.id ?? '' },
        body: { outcome: 'no_violation', revision: summary?.subject.revision ?? 0, acts: [] },
      }),
    );
    expect([refused.status, refused.code]).toEqual([409, 'case_claimed']);

    // Whoever leaves a case lets go of it.
    const released = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.goBack();
    await released;
    await theirs.page.getByRole('button', { name: text.tryClaim }).click();
    await expect(theirs.page.getByRole('button', { name: text.violation })).toBeEnabled();
    await context.close();
  });

  test('a text that changed meanwhile is not decided on, but shown afresh', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    const { author, source, id } = await held(board, people, article);
    const desk = await Desk.signIn(page, moderator, '/desk/demo/queue/held');
    await desk.open(source);
    await desk.fillViolation(ABUSE, '針對先前的文字', 'none');
    const changed = `${source}，改過了`;
    await author.api.patch('/sites/{site}/comments/{comment}', {
      path: { site: SITE, comment: id },
      body: { source: changed, revision: 1 },
    });
    await desk.form.locator('button[type=submit]').click();
    await expect(desk.case.getByText(text.whatYouJudged)).toBeVisible();
    await expect(desk.case.locator('.case-text .subject-text').first()).toHaveText(changed);
    expect(await statusOf(moderator, id)).toBe('held');
  });
});

test.describe('decisions', { tag: '@desktop' }, () => {
  test('removing all of a member says how much that is, and is undone whole', async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    const author = await people.reader();
    const source = unused('第一則');
    const one = await write(board, author, article, source);
    const two = await write(board, author, article, unused('第二則'));
    const three = await write(board, author, `${article}-2`, unused('第三則'));
    const before = await memberOf(moderator, author);
    const { id } = await openCase(moderator, 'comment', one.id);
    const desk = await Desk.signIn(page, moderator, `/desk/demo/queue/all/${id}`);
    await desk.fillViolation(ABUSE, '多則留言辱罵他人', '30');
    await desk.form.getByLabel(text.alsoComments).selectOption({ label: text.periods.all });
    await expect(desk.preview.getByText(text.willRemove.comments(3, 2))).toBeVisible();
    await desk.decide();
    for (const comment of [one, two, three]) expect(await statusOf(moderator, comment.id)).toBe('removed');
    const suspended = await refusal(write(board, author, article, '還能寫嗎'));
    expect(suspended.code).toBe('member_suspended');
    await desk.undo(source);
    for (const comment of [one, two, three]) expect(await statusOf(moderator, comment.id)).toBe('published');
    const after = await memberOf(moderator, author);
    expect(after.member).toEqual(before.member);
    expect(after.comments).toEqual(before.comments);
    await write(board, author, article, '又能寫了');
  });

  test('ending a membership takes a second moderator', async ({ page, browser, board, people, article }) => {
    const [proposer, colleague] = await Promise.all([
      people.account('moderator'),
      people.account('moderator'),
    ]);
    const { author, source } = await held(board, people, article);
    const desk = await Desk.signIn(page, proposer, '/desk/demo/queue/held');
    await desk.open(source);
    await desk.fillViolation(ABUSE, '屢次違規', 'end');
    await expect(desk.preview.getByText(text.needsConfirmation)).toBeVisible();
    await desk.decide();
    expect((await memberOf(proposer, author)).member.standing.kind).toBe('good');
    const { decisions } = await proposer.api.get('/sites/{site}/decisions', {
      path: { site: SITE },
      query: { status: 'awaiting_confirmation' },
    });
    const decision = decisions.find(({ member }) => member?.id === author.id)?.id ?? '';
    const own = await refusal(
      proposer.api.post('/sites/{site}/decisions/{decision}/confirmation', {
        path: { site: SITE, decision },
        body: { confirm: true },
      }),
    );
    expect([own.status, own.code]).toEqual([403, 'own_decision']);

    const context = await browser.newContext({ baseURL: board.url });
    const second = await Desk.signIn(await context.newPage(), colleague, `/desk/demo/decisions/${decision}`);
    await expect(second.page.getByText(text.confirmExplained(proposer.name))).toBeVisible();
    await second.page.getByRole('button', { name: text.confirm }).click();
    await expect(second.toasts.filter({ hasText: text.confirmed })).toBeVisible();
    expect((await memberOf(proposer, author)).member.standing.kind).toBe('ended');
    const ended = await refusal(write(board, author, article, '還能寫嗎'));
    expect(ended.status).toBeGreaterThanOrEqual(401);
    await context.close();
  });

  test('the tag queue names who placed it, and a sanction can meet each', async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    const [one, two] = await Promise.all([people.reader(), people.reader()]);
    const label = unused('壞標籤');
    const tag = await placeTag(board, one, article, label);
    await placeTag(board, two, article, label);
    const { id } = await openCase(moderator, 'tag', tag.id);
    const desk = await Desk.signIn(page, moderator, `/desk/demo/queue/tags/${id}`);
    await expect(desk.case.getByRole('heading', { name: text.placers(2) })).toBeVisible();
    await desk.fillViolation(ABUSE, '標籤罵人', 'warn');
    await desk.form.getByText(two.name, { exact: true }).click();
    await expect(desk.preview).toContainText(two.name);
    await desk.decide();
    for (const member of [one, two]) {
      expect((await memberOf(moderator, member)).member.standing.kind).toBe('warned');
    }
  });
});

test.describe('the house', () => {
  test('a term that is added is looked for from then on', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const term = unused('神奇藥丸');
    const say = async () => write(board, await people.reader(), article, `快買${term}`);
    const desk = await Desk.signIn(page, await people.moderator(), '/desk/demo/terms/new');
    const name = unused('新詞庫');
    expect((await say()).status).toBe('published');
    await page.getByLabel(text.listName).fill(name);
    await page.getByRole('button', { name: text.addTerm }).click();
    await page.getByRole('textbox', { name: text.term }).fill(term);
    await page.getByRole('button', { name: text.save, exact: true }).click();
    await expect(desk.toasts.filter({ hasText: text.saved })).toBeVisible();
    await page.getByRole('link', { name: text.screens.terms }).first().click();
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('textbox', { name: text.term })).toHaveValue(term);
    expect((await say()).status).toBe('held');

    const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByLabel(text.onHit).selectOption({ label: text.actions.refuse });
    await page.getByRole('button', { name: text.save, exact: true }).click();
    await saved;
    expect((await refusal(say())).code).toBe('comment_refused');

    await page.getByRole('button', { name: text.deleteList }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.deleteList }).click();
    await expect(desk.toasts.filter({ hasText: text.listDeleted(name) })).toBeVisible();
    expect((await say()).status).toBe('published');
  });

  test('a discussion is closed and opened again', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const author = await people.reader();
    await write(board, author, article, '關閉之前');
    await Desk.signIn(page, await people.moderator(), '/desk/demo/switches');
    await page.getByLabel(text.articleKey).fill(article);
    await page.getByRole('button', { name: text.find }).click();
    const states = page.getByRole('group', { name: text.articleState });
    await states.getByText(text.states.closed, { exact: true }).click();
    await expect(page.locator('.toast').filter({ hasText: text.states.closed })).toBeVisible();
    expect((await refusal(write(board, author, article, '關閉之後'))).code).toBe('discussion_closed');
    await setState(await people.moderator(), article, 'open');
    expect((await write(board, author, article, '又開了')).status).toBe('published');
  });

  test('a member is found, looked at, and put under pre-moderation', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const author = await people.reader(unused('某人'));
    await write(board, author, article, '先前的留言');
    const desk = await Desk.signIn(page, await people.moderator(), '/desk/demo/members');
    await page.getByRole('searchbox').first().fill(author.name);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: author.name }).click();
    await expect(page.getByRole('heading', { name: author.name, level: 1 })).toBeVisible();
    await expect(page.getByText('先前的留言')).toBeVisible();
    await page.getByRole('button', { name: text.startPremoderation }).click();
    await expect(desk.toasts.filter({ hasText: text.premoderatedNow })).toBeVisible();
    expect((await write(board, author, article, '之後的留言')).status).toBe('held');
  });

  test('the audit log tells what was done, and its seals are whole', { tag: '@desktop' }, async ({
    page,
    board,
    people,
    article,
  }) => {
    const moderator = await people.moderator();
    await write(board, await people.reader(), article, '會被關閉');
    await setState(moderator, article, 'closed');
    await Desk.signIn(page, moderator, '/desk/demo/audit');
    const newest = page.locator('.audit-row').first();
    await expect(newest).toContainText(text.auditActs['article.set']);
    await expect(newest).toContainText('示範版主');
    await page.getByRole('button', { name: text.verify }).click();
    await expect(page.getByText(/紀錄的封印全部完好/)).toBeVisible();
  });

  test('every screen fits its window', async ({ page, board, people, article }) => {
    const { author, source } = await held(board, people, article);
    const moderator = await people.moderator();
    const long = await write(board, author, article, '一則很長的留言，長到一行放不下。'.repeat(8));
    await removeAndSuspend(moderator, long.id, '理由也很長，長到一行放不下。'.repeat(8));
    const desk = await Desk.signIn(page, moderator);
    const screens = [
      'queue/all',
      'decisions',
      'members',
      `members/${author.id}`,
      'terms',
      'switches',
      'audit',
    ];
    for (const screen of screens) {
      await desk.goTo(`/desk/demo/${screen}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
      await expect(page.locator('.waiting')).toHaveCount(0);
      expect(await cutOff(page), screen).toEqual([]);
    }
    await desk.goTo('/desk/demo/queue/held');
    await desk.open(source);
    expect(await cutOff(page), 'a case').toEqual([]);
    await desk.fillViolation(ABUSE, '理由', '7');
    expect(await cutOff(page), 'a decision').toEqual([]);
  });
});

test('a case is decided with a thumb', { tag: '@phone' }, async ({ page, board, people, article }) => {
  const moderator = await people.moderator();
  const { source, id } = await held(board, people, article);
  const desk = await Desk.signIn(page, moderator, '/desk/demo/queue/held');
  await desk.open(source);
  await expect(desk.row(source)).toBeHidden();
  await expect(page.getByRole('button', { name: text.violation })).toBeInViewport();
  await desk.fillViolation(ABUSE, '手機上決定的');
  const submit = desk.form.locator('button[type=submit]');
  await submit.scrollIntoViewIfNeeded();
  const box = await submit.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await desk.decide();
  expect(await statusOf(moderator, id)).toBe('removed');
});

/** The texts that run out of the window on the right, unless a box within the window cuts or scrolls them on purpose. */
function cutOff(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  return page.evaluate((edge) => {
    const isBoxed = (element: Element | null): boolean => {
      if (!element || element === document.body) return false;
      const boxes = getComputedStyle(element).overflowX !== 'visible' && element.id !== 'screen';
      return (boxes && element.getBoundingClientRect().right <= edge + 1) || isBoxed(element.parentElement);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!parent?.checkVisibility() || !text.nodeValue?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      if (range.getBoundingClientRect().right > edge + 1 && !isBoxed(parent)) found.push(text.nodeValue);
    }
    return found;
  }, width);
}
