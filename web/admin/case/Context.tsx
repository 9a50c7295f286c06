import { t } from '../strings';
import type { Case } from '../wire';
import { CommentLine } from './CommentLine';

/** The comment it answers and those around it. */
export function Context({ theCase }: { theCase: Case }) {
  const { context, summary } = theCase;
  const { subject } = summary;
  const around = context.filter((one) => subject.kind !== 'comment' || one.id !== subject.id);
  if (around.length === 0) return null;
  const answered = context.find(({ id }) => id === subject.id)?.parent_id;
  return (
    <section>
      <h3>{t.value.context}</h3>
      <ol class="context">
        {context.map((one) => {
          const isSubject = one.id === subject.id;
          const label = isSubject ? t.value.thisOne : one.id === answered ? t.value.answered : undefined;
          return (
            <li key={one.id} data-this={isSubject} data-answered={one.id === answered}>
              <CommentLine comment={one} label={label} hideText={isSubject} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
