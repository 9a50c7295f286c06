import { Button, RelativeTime } from '@board/ui';
import { useSignal } from '@preact/signals';
import { problemText } from '../problems';
import { pathOf } from '../router';
import { slug } from '../session';
import { language, t } from '../strings';
import { toasts } from '../toasts';
import type { Comment, MemberHistory } from '../wire';
import { CommentLine } from './CommentLine';
import { DecisionLine } from './DecisionLine';
import { openCase } from './opening';
import { SanctionLine } from './SanctionLine';
import { StandingText } from './StandingText';

/** A member with all that the desk knows of them. */
export function History({ history, whole = false }: { history: MemberHistory; whole?: boolean }) {
  const { member, nicknames, sanctions, decisions, comments, recent_comments } = history;
  const Heading = whole ? 'h2' : 'h3';
  const old = nicknames.filter(({ status }) => status !== 'current');
  return (
    <section class="history">
      <Heading>
        {whole ? t.value.summary : <a href={pathOf(slug(), 'members', member.id)}>{member.nickname}</a>}
        <StandingText standing={member.standing} />
        {member.premoderated && (
          <span class="badge" data-tone="warn">
            {t.value.premoderated}
          </span>
        )}
      </Heading>
      <dl class="facts">
        <Fact name={t.value.joined}>
          <RelativeTime at={member.created_at} language={language.value} />
        </Fact>
        {member.email && <Fact name={t.value.email}>{member.email}</Fact>}
        <Fact name={t.value.comments}>{t.value.commentCounts(comments)}</Fact>
        <Fact name={t.value.theirReports}>
          {t.value.reportRecord(member.reports_upheld, member.reports_rejected)}
        </Fact>
      </dl>

      {sanctions.length > 0 && (
        <Part title={t.value.sanctions} count={sanctions.length} open>
          {sanctions.map((sanction) => (
            <SanctionLine key={sanction.id} sanction={sanction} member={member.id} />
          ))}
        </Part>
      )}
      {decisions.length > 0 && (
        <Part
          title={t.value.screens.decisions}
          count={decisions.length}
          open={decisions.length <= 3 || whole}
        >
          {decisions.map((decision) => (
            <DecisionLine key={decision.id} decision={decision} />
          ))}
        </Part>
      )}
      {old.length > 0 && (
        <Part title={t.value.oldNicknames} count={old.length} open={old.length <= 3 || whole}>
          {old.map(({ nickname, status, set_by, set_at, revision }) => (
            <p key={revision} class="nickname-line">
              <span>{nickname}</span>
              <span class="soft">
                {t.value.nicknameStatuses[status]}・{t.value.setBy[set_by]}・
                <RelativeTime at={set_at} language={language.value} />
              </span>
            </p>
          ))}
        </Part>
      )}
      {recent_comments.length > 0 && (
        <Part title={t.value.recentComments} count={recent_comments.length} open={whole}>
          {recent_comments.map((comment) => (
            <CommentLine key={comment.id} comment={comment}>
              <OpenCase comment={comment} />
            </CommentLine>
          ))}
        </Part>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Part({
  title,
  count,
  open,
  children,
}: {
  title: string;
  count: number;
  open: boolean;
  children: preact.ComponentChildren;
}) {
  return (
    <details class="part" open={open}>
      <summary>
        {title} <span class="count">{count}</span>
      </summary>
      <div class="part-body">{children}</div>
    </details>
  );
}

function OpenCase({ comment }: { comment: Comment }) {
  const busy = useSignal(false);
  if (comment.status === 'withdrawn') return null;
  const open = () => {
    busy.value = true;
    openCase(slug(), 'comment', comment.id)
      .catch((error: unknown) => toasts.say(problemText(error)))
      .finally(() => {
        busy.value = false;
      });
  };
  return (
    <Button kind="quiet" class="small" busy={busy.value} onClick={open}>
      {t.value.makeCase}
    </Button>
  );
}
