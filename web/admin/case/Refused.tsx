import { Button } from '@board/ui';
import { codeOf, fieldTexts, problemText } from '../problems';
import { t } from '../strings';
import type { Case } from '../wire';
import { forgetRefusal, openForm, refusals } from './deciding';

/** Says why the last decision on this case was refused, and shows what has changed since it was judged. */
export function Refused({ theCase }: { theCase: Case }) {
  const { id, status } = theCase.summary;
  const refusal = refusals.value.get(id);
  if (!refusal) return null;
  const changed = codeOf(refusal.error) === 'revision_conflict' && refusal.judged.text !== theCase.text;
  return (
    <div class="note" data-tone="danger" role="alert">
      <p>
        <strong>{t.value.notDecided}</strong>
      </p>
      <p>{problemText(refusal.error)}</p>
      {fieldTexts(refusal.error).map(({ path, text }) => (
        <p key={path}>{text}</p>
      ))}
      {changed && (
        <details open>
          <summary>{t.value.whatYouJudged}</summary>
          <blockquote class="subject-text">{refusal.judged.text}</blockquote>
        </details>
      )}
      <div class="row-end">
        <Button kind="quiet" onClick={() => forgetRefusal(id)}>
          {t.value.dismiss}
        </Button>
        {status === 'open' && (
          <Button onClick={() => openForm(theCase, refusal.outcome)}>{t.value.decideAgain}</Button>
        )}
      </div>
    </div>
  );
}
