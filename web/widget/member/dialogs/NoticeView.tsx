import { fullTime, RelativeTime } from '@board/ui';
import type { ComponentChildren } from 'preact';
import { language } from '../../strings';
import type { Notice } from '../../wire';
import { t } from './strings';

type Statement = NonNullable<Notice['statement']>;

/** One notice: what was decided, about what, under which clause and why. */
export function NoticeView({ notice }: { notice: Notice }) {
  const { kind, created_at, read, excerpt, until, comments, clause_title, reason, statement } = notice;
  return (
    <li class="notice" data-unread={!read}>
      <p class="notice-title">
        {t.value.notice[kind]}
        {!read && <span class="hidden-text">{t.value.unread}</span>}
      </p>
      <small class="hint">
        <RelativeTime at={created_at} language={language.value} />
      </small>
      {excerpt && <blockquote class="excerpt">{excerpt}</blockquote>}
      <ArticleLink notice={notice} />
      {until && <p>{t.value.until(fullTime(until, language.value))}</p>}
      {comments !== undefined && comments > 0 && <p>{t.value.removedComments(comments)}</p>}
      <dl class="facts">
        <Fact name={t.value.clause}>{clause_title}</Fact>
        <Fact name={t.value.reason}>{reason}</Fact>
      </dl>
      {statement && <StatementView statement={statement} />}
    </li>
  );
}

function ArticleLink({ notice: { article_url, article_title } }: { notice: Notice }) {
  if (!article_title || !article_url || !/^https?:\/\//i.test(article_url)) return null;
  return (
    <p>
      <a href={article_url}>{article_title}</a>
    </p>
  );
}

/** The statement of reasons: what a member may expect to be told, as the law words it. */
function StatementView({ statement }: { statement: Statement }) {
  const acts: Readonly<Record<string, string>> = t.value.acts;
  const what = statement.what.map((act) => acts[act] ?? act);
  return (
    <details class="statement">
      <summary>{t.value.statement}</summary>
      <dl class="facts">
        <Fact name={t.value.what}>{new Intl.ListFormat(language.value).format(what)}</Fact>
        <Fact name={t.value.clause}>{statement.clause_title}</Fact>
        <Fact name={t.value.rulebookVersion}>{t.value.versionNumber(statement.rulebook_version)}</Fact>
        <Fact name={t.value.facts}>{statement.facts}</Fact>
        <Fact name={t.value.foundBy}>{t.value.found[statement.found_by]}</Fact>
        <Fact name={t.value.machine}>{machineOf(statement)}</Fact>
        <Fact name={t.value.appeal}>{statement.appeal}</Fact>
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function machineOf({ automated_detection, automated_decision }: Statement): string {
  if (automated_decision) return t.value.machineDecided;
  return automated_detection ? t.value.machineFound : t.value.machineNone;
}
