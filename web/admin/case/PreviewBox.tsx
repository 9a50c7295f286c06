import { Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fieldTexts, problemText } from '../problems';
import { api } from '../session';
import { t } from '../strings';
import type { Case, Preview } from '../wire';
import { type Draft, decisionOf } from './draft';
import { standingText } from './StandingText';

const WAIT_MS = 250;

/** What the decision would change, asked of the server while the form is filled in. */
export function PreviewBox({
  site,
  theCase,
  input,
}: {
  site: string;
  theCase: Case;
  input: Draft | undefined;
}) {
  const preview = useSignal<Preview | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  // Words the moderator writes change nothing in what happens, so typing them asks nothing.
  const asked = input && JSON.stringify({ ...input, reason: '', note: '', key: '' });

  useEffect(() => {
    problem.value = undefined;
    if (!input) {
      preview.value = undefined;
      return;
    }
    const mine = new AbortController();
    const { id } = theCase.summary;
    busy.value = true;
    const timer = setTimeout(async () => {
      try {
        preview.value = await api.post('/sites/{site}/cases/{case}/preview', {
          path: { site, case: id },
          body: decisionOf(input, theCase.summary, Date.now()),
          signal: mine.signal,
        });
      } catch (error) {
        if (mine.signal.aborted) return;
        preview.value = undefined;
        problem.value = error;
      }
      busy.value = false;
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [asked, theCase.summary.subject.revision]);

  if (!input) return null;
  return (
    <div class="preview" aria-live="polite" aria-busy={busy.value}>
      <h4>
        {t.value.preview}
        {busy.value && <Spinner />}
      </h4>
      {problem.value !== undefined && (
        <div class="field-problem">
          <p>{problemText(problem.value)}</p>
          {fieldTexts(problem.value).map(({ path, text }) => (
            <p key={path}>{text}</p>
          ))}
        </div>
      )}
      {preview.value && <Changes preview={preview.value} draft={input} />}
    </div>
  );
}

function Changes({ preview, draft }: { preview: Preview; draft: Draft }) {
  const { comments, articles, tags, nicknames, new_nickname, needs_confirmation, members } = preview;
  const texts = draft.outcome === 'violation' ? t.value.willRemove : t.value.willRelease;
  const lines = [
    comments > 0 && texts.comments(comments, articles),
    tags > 0 && texts.tags(tags),
    nicknames > 0 && (new_nickname ? t.value.newNickname(new_nickname) : texts.nicknames),
  ].filter((line) => line !== false);
  const nothing = lines.length === 0 && members.length === 0;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {members.map(({ member, before, after }) => (
        <li key={member.id}>
          {t.value.standingChange(member.nickname, standingText(before), standingText(after))}
        </li>
      ))}
      {nothing && <li>{t.value.changesNothing}</li>}
      {needs_confirmation && <li class="warn">{t.value.needsConfirmation}</li>}
    </ul>
  );
}
