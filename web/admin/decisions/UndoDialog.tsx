import { Button, Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { undo, undoing } from '../case/deciding';
import { t } from '../strings';
import { Trouble } from '../Trouble';

/** Asks why a decision is undone. A reason stands there already. */
export function UndoDialog() {
  const reason = useSignal<string>(t.peek().undoReasons.misjudged);
  const busy = useSignal(false);
  const problem = useSignal<unknown>(undefined);
  const id = useId();
  const close = () => {
    undoing.value = undefined;
  };
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      await undo(reason.value.trim());
    } catch (error) {
      problem.value = error;
      busy.value = false;
    }
  };

  return (
    <Dialog title={t.value.undoTitle} closeLabel={t.value.close} onClose={close}>
      <form class="stack" onSubmit={onSubmit}>
        <p>{undoing.value?.what}</p>
        <p class="soft">{t.value.undoExplained}</p>
        <label for={id}>{t.value.undoReason}</label>
        <textarea
          id={id}
          rows={2}
          maxLength={1000}
          required
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
        />
        <div class="chips">
          {Object.values(t.value.undoReasons).map((text) => (
            <button
              key={text}
              type="button"
              class="chip"
              onClick={() => {
                reason.value = text;
              }}
            >
              {text}
            </button>
          ))}
        </div>
        {problem.value !== undefined && <Trouble error={problem.value} />}
        <div class="row-end">
          <Button onClick={close}>{t.value.cancel}</Button>
          <Button type="submit" kind="main" autofocus busy={busy.value} disabled={!reason.value.trim()}>
            {t.value.undo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
