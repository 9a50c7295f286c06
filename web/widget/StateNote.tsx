import { useBoard } from './board';
import { t } from './strings';

/** Says what is special about the discussion, if anything is: closed, pre-moderated or slow. */
export function StateNote() {
  const { article } = useBoard().discussion;
  const state = article.value?.effective_state ?? 'open';
  if (state === 'open') return null;
  return (
    <p class="state-note" data-state={state}>
      {t.value[state]}
    </p>
  );
}
