import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import type { Article, ArticleState } from '../wire';
import { StateChoice } from './StateChoice';

const STATES: readonly ArticleState[] = ['open', 'premoderated', 'slow', 'closed'];

/** The switch of one article, found by its key. */
export function ArticleSwitch({ site }: { site: string }) {
  const id = useId();
  const article = useSignal<Article | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const busy = useSignal(false);

  const attempt = async (run: () => Promise<Article>) => {
    busy.value = true;
    problem.value = undefined;
    try {
      article.value = await run();
      return true;
    } catch (error) {
      problem.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  };
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget as HTMLFormElement).get('key')).trim();
    article.value = undefined;
    void attempt(() => api.get('/sites/{site}/articles/{article}', { path: { site, article: key } }));
  };
  const set = async ({ key, title }: Article, state: ArticleState) => {
    const path = { site, article: key };
    if (await attempt(() => api.patch('/sites/{site}/articles/{article}', { path, body: { state } })))
      toasts.say(t.value.stateSet(title || key, t.value.states[state]));
  };

  const found = article.value;
  return (
    <section class="stack">
      <h2>{t.value.oneArticle}</h2>
      <form class="inline-form" onSubmit={find}>
        <label for={id}>{t.value.articleKey}</label>
        <input id={id} name="key" maxLength={128} pattern="[A-Za-z0-9._:\-]+" required />
        <Button type="submit" busy={busy.value && !found}>
          {t.value.find}
        </Button>
      </form>
      {problem.value !== undefined && <Trouble error={problem.value} />}
      {found && (
        <>
          <p>
            <strong>{found.title || found.key}</strong>{' '}
            <span class="soft">
              {found.section && `${found.section}・`}
              {t.value.commentCount(found.comment_count)}
            </span>
          </p>
          <StateChoice
            name={t.value.articleState}
            states={STATES}
            value={found.state}
            busy={busy.value}
            onChoose={(state) => void set(found, state)}
          />
          {found.effective_state !== found.state && (
            <p class="note">{t.value.effectiveState(t.value.states[found.effective_state])}</p>
          )}
        </>
      )}
    </section>
  );
}
