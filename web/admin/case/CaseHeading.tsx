import { RelativeTime } from '@board/ui';
import { Icon } from '../Icon';
import { CaseMarks } from '../queue/QueueRow';
import { pathOf } from '../router';
import { clauses } from '../rulebook';
import { slug } from '../session';
import { language, t } from '../strings';
import type { Case } from '../wire';
import { clauseTitle } from './reasons';

/** What the case is about: the kind, whose it is, the article, and why it is here. */
export function CaseHeading({ theCase }: { theCase: Case }) {
  const {
    subject,
    member,
    article,
    subject_status,
    opened_at,
    origin,
    clauses: named,
    held,
  } = theCase.summary;
  return (
    <header class="case-heading">
      <h2>
        <Icon name={subject.kind} />
        {t.value.kinds[subject.kind]}
        <span class="soft">
          <a href={pathOf(slug(), 'members', member.id)}>{member.nickname}</a>
        </span>
      </h2>
      <p class="case-marks">
        <CaseMarks summary={theCase.summary} />
        {!held && subject.kind !== 'nickname' && (
          <span class="badge" data-tone={subject_status === 'removed' ? 'danger' : undefined}>
            {t.value.statuses[subject_status]}
          </span>
        )}
        {named.map((code) => (
          <span key={code} class="clause">
            {clauseTitle(clauses.value, code)}
          </span>
        ))}
      </p>
      <p class="soft case-facts">
        {article && <ArticleLink article={article} />}
        <span>
          {t.value.origins[origin]}・<RelativeTime at={opened_at} language={language.value} />
        </span>
      </p>
    </header>
  );
}

function ArticleLink({ article }: { article: { key: string; title: string; url?: string } }) {
  const title = article.title || article.key;
  const isSafe = /^https?:\/\//i.test(article.url ?? '');
  return isSafe ? (
    <a href={article.url} target="_blank" rel="noopener noreferrer">
      {title}
      <Icon name="link" />
      <span class="hidden-text">{t.value.newWindow}</span>
    </a>
  ) : (
    <span>{title}</span>
  );
}
