import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../board';
import { Desk } from '../desk';
import { type People, type Person, SITE, unused } from '../people';
import { desk as deskText, dialogs, text } from '../strings';
import { openArticle, type Widget } from '../widget';

// The main job, from the widget to the desk and back, as one story: each step stands on the one before.

const REMARK = '會搭夜間公車的人都該丟進河裡';
const PROMISE = '跟著我買，保證獲利';
const ABUSE = '辱罵與騷擾';
const REASON = '對搭乘夜間公車的讀者有羞辱性的言論。';

/** What is kept about a member's subjects, as far as a decision may change it. */
async function standOf(people: People, author: string, article: string, reporters: readonly Person[]) {
  const { api } = await people.moderator();
  const path = { site: SITE };
  const [page, tags, { member, comments }, queue] = await Promise.all([
    api.get('/sites/{site}/articles/{article}/comments', { path: { ...path, article } }),
    api.get('/sites/{site}/articles/{article}/tags', { path: { ...path, article } }),
    api.get('/sites/{site}/members/{member}', { path: { ...path, member: author } }),
    api.get('/sites/{site}/cases', { path, query: { limit: 100 } }),
  ]);
  const cases = queue.cases.filter((one) => one.member.id === author);
  const records = await Promise.all(
    reporters.map(({ id }) => api.get('/sites/{site}/members/{member}', { path: { ...path, member: id } })),
  );
  const { version, ...kept } = page.article;
  expect(version).toBeGreaterThan(0);
  return {
    article: kept,
    threads: page.threads,
    tags: tags.tags,
    member,
    comments,
    cases: cases
      .map(({ id, subject, status, subject_status, held, report_count, report_weight }) => ({
        id,
        subject,
        status,
        subject_status,
        held,
        report_count,
        report_weight,
      }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    records: records.map(({ member: { reports_upheld, reports_rejected } }) => ({
      reports_upheld,
      reports_rejected,
    })),
  };
}

async function signedIn(context: BrowserContext, board: { url: string }, article: string, reader: Person) {
  const widget = await openArticle(await context.newPage(), board, article);
  await widget.signIn(reader);
  return widget;
}

/** A guest's look at the discussion as it is at this moment. */
async function look(page: Page, board: { url: string }, article: string): Promise<Widget> {
  return (await openArticle(page, board, article)).ready();
}

test('from the widget to the desk and back', async ({ page, browser, board, people, article }) => {
  test.setTimeout(180_000);
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL: board.url })));
  const [guestContext, reporterContext, deskContext] = contexts as [
    BrowserContext,
    BrowserContext,
    BrowserContext,
  ];
  const guestPage = await guestContext.newPage();
  const reporters = await Promise.all(
    (['河岸散步', '阿凱', '林太太'] as const).map((name) => people.regular(name)),
  );
  const [first, ...others] = reporters as [Person, ...Person[]];
  const nickname = unused('河邊酸民');
  const label = unused('笨蛋');
  const own = await openArticle(page, board, article);
  let author = '';

  await test.step('a reader registers and comments; others see it', async () => {
    const password = unused('secret-');
    await own.register(nickname, password);
    await own.write(REMARK);
    const { members } = await (await people.moderator()).api.get('/sites/{site}/members', {
      path: { site: SITE },
      query: { q: nickname },
    });
    author = members[0]?.id ?? '';
    await expect((await look(guestPage, board, article)).comment(REMARK)).toBeVisible();
  });

  await test.step('a text that hits a term is held: its author alone sees it', async () => {
    const held = await own.write(PROMISE);
    await expect(held.getByText(text.heldOwn)).toBeVisible();
    const guest = await look(guestPage, board, article);
    await expect(guest.comment(REMARK)).toBeVisible();
    await expect(guest.comment(PROMISE)).toHaveCount(0);
  });

  await test.step('the author places a tag', async () => {
    await own.element.getByRole('button', { name: text.addTag }).click();
    await own.element.getByRole('textbox', { name: text.tagLabel }).fill(label);
    await page.keyboard.press('Enter');
    await expect(own.tag(label)).toBeVisible();
  });

  const reporter = await signedIn(reporterContext, board, article, first);
  const comment = reporter.comment(REMARK);
  const { threads } = await first.api.get('/sites/{site}/articles/{article}/comments', {
    path: { site: SITE, article },
  });
  const { tags } = await first.api.get('/sites/{site}/articles/{article}/tags', {
    path: { site: SITE, article },
  });
  const ids = { comment: threads[0]?.root.id ?? '', tag: tags[0]?.id ?? '' };

  await test.step('three readers report the comment: it disappears for others', async () => {
    await reporter.openReport(comment.getByRole('button', { name: text.more }), text.report);
    await reporter.report(ABUSE, '請看這一句');
    await comment.getByRole('button', { name: text.more }).click();
    await expect(reporter.element.getByRole('menuitem', { name: text.reported })).toBeDisabled();
    await reporterContext.pages()[0]?.keyboard.press('Escape');
    await expect((await look(guestPage, board, article)).comment(REMARK)).toBeVisible();
    for (const { api } of others) {
      await api.post('/sites/{site}/comments/{comment}/reports', {
        path: { site: SITE, comment: ids.comment },
        body: { clause: 'abusive', note: '在罵人' },
      });
    }
    const guest = await look(guestPage, board, article);
    await expect(guest.element.getByText(text.empty)).toBeVisible();
  });

  await test.step('the tag and the nickname go the same road', async () => {
    const chip = reporter.tag(label).getByRole('button', { name: text.tagCount(label, 1) });
    await reporter.openReport(chip, text.reportTag);
    await reporter.report(ABUSE);
    const name = comment.getByRole('button', { name: text.memberMenu(nickname) });
    await reporter.openReport(name, text.reportNickname);
    await reporter.report('不當暱稱');
    for (const { api } of others) {
      const path = { site: SITE };
      await api.post('/sites/{site}/tags/{tag}/reports', {
        path: { ...path, tag: ids.tag },
        body: { clause: 'abusive' },
      });
      await api.post('/sites/{site}/members/{member}/reports', {
        path: { ...path, member: author },
        body: { clause: 'nickname' },
      });
    }
    const guest = await look(guestPage, board, article);
    await expect(guest.tag(label)).toHaveCount(0);
    await expect(guest.element.getByText(nickname)).toHaveCount(0);
  });

  const before = await standOf(people, author, article, reporters);
  expect(before.cases).toHaveLength(4);
  const desk = await Desk.signIn(await deskContext.newPage(), await people.moderator());

  await test.step('the moderator finds the comment on the queue, with its reports and history, and claims it', async () => {
    const opened = await desk.open(REMARK);
    await expect(opened.getByText('請看這一句')).toBeVisible();
    await expect(opened.getByRole('heading', { name: deskText.reportCount(3) })).toBeVisible();
    await expect(
      opened.getByText(deskText.commentCounts({ published: 0, held: 2, removed: 0, withdrawn: 0 })),
    ).toBeVisible();
    const colleague = await people.account('moderator');
    const { cases } = await colleague.api.get('/sites/{site}/cases', {
      path: { site: SITE },
      query: { limit: 100 },
    });
    const claim = cases.find(({ excerpt }) => excerpt === REMARK)?.claim;
    expect(claim?.by.name).toBe('示範版主');
    expect(claim?.mine).toBe(false);
  });

  await test.step('the preview says what a decision will do, and then it does', async () => {
    await desk.fillViolation(ABUSE, REASON, '7');
    await expect(desk.preview.getByText(deskText.willRemove.comments(1, 1))).toBeVisible();
    await expect(desk.preview.getByText(new RegExp(`${deskText.standings.good} → 停權至`))).toBeVisible();
    expect(await standOf(people, author, article, reporters)).toEqual(before);
    await desk.decide();
    await expect(desk.row(REMARK)).toHaveCount(0);
  });

  await test.step('the next write of the author is refused with reason, clause and end', async () => {
    await own.composer.fill('我還有話要說');
    await own.send.click();
    const banner = own.element.getByRole('status').filter({ hasText: '你的帳號已停權' });
    await expect(banner).toContainText(ABUSE);
    await expect(banner).toContainText(REASON);
    const end = new Date(Date.now() + 7 * 24 * 3_600_000);
    const day = new Intl.DateTimeFormat('zh-TW', { dateStyle: 'long', timeZone: 'Asia/Taipei' }).format(end);
    await expect(banner).toContainText(day);
    await expect(own.composer).toBeHidden();
    await expect((await look(guestPage, board, article)).comment('我還有話要說')).toHaveCount(0);
  });

  await test.step('the tag is removed and the nickname reset, and their owner is told', async () => {
    await desk.goTo('/desk/demo/queue/tags');
    await desk.open(label);
    await desk.fillViolation(ABUSE, '標籤在罵人。');
    await expect(desk.preview.getByText(deskText.willRemove.tags(1))).toBeVisible();
    await desk.decide();
    await desk.goTo('/desk/demo/queue/nicknames');
    await desk.open(nickname);
    await desk.fillViolation('不當暱稱', '暱稱冒犯他人。');
    await expect(desk.preview.getByText(/^暱稱會變成「會員 /)).toBeVisible();
    await desk.decide();

    await page.reload();
    await expect(own.element.getByText(nickname)).toHaveCount(0);
    await own.newestNotice();
    const notices = own.dialog.locator('.notice');
    for (const [kind, clause, reason] of [
      ['comment_removed', ABUSE, REASON],
      ['suspension', ABUSE, REASON],
      ['tag_removed', ABUSE, '標籤在罵人。'],
      ['nickname_reset', '不當暱稱', '暱稱冒犯他人。'],
    ] as const) {
      const notice = notices.filter({ hasText: dialogs.notice[kind] }).first();
      await expect(notice).toContainText(clause);
      await expect(notice).toContainText(reason);
    }
    await own.dialog.getByRole('button', { name: dialogs.close }).click();
  });

  await test.step('the reporters learn the outcome', async () => {
    await reporterContext.pages()[0]?.reload();
    await reporter.ready();
    const newest = await reporter.newestNotice();
    await expect(newest).toContainText(dialogs.notice.report_upheld);
    for (const { api } of others) {
      const { notices } = await api.get('/sites/{site}/me/notices', { path: { site: SITE } });
      expect(notices.slice(0, 3).map(({ kind }) => kind)).toEqual(Array(3).fill('report_upheld'));
    }
  });

  await test.step('everything is undone at the desk and stands as before', async () => {
    await desk.undo(nickname);
    await desk.undo(label);
    await desk.undo(REMARK);
    expect(await standOf(people, author, article, reporters)).toEqual(before);
    await page.reload();
    await own.ready();
    await expect(own.account(nickname)).toBeVisible();
    await own.write('我又可以留言了');
    await expect(await own.newestNotice()).toContainText(dialogs.notice.decision_undone);
  });

  await test.step('the audit log verifies', async () => {
    await desk.goTo('/desk/demo/audit');
    await desk.page.getByRole('button', { name: deskText.verify }).click();
    await expect(desk.page.getByText(/紀錄的封印全部完好/)).toBeVisible();
    expect(await board.run('audit', 'verify')).not.toMatch(/broken/i);
  });
  await Promise.all(contexts.map((context) => context.close()));
});
