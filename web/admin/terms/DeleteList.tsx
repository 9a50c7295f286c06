import { Button, Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { go, pathOf } from '../router';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import type { TermList } from '../wire';

/** Deletes a list, once somebody has said that they mean it. */
export function DeleteList({ site, list }: { site: string; list: TermList }) {
  const open = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<unknown>(undefined);
  const close = () => {
    open.value = false;
  };
  const remove = async () => {
    busy.value = true;
    problem.value = undefined;
    try {
      await api.delete('/sites/{site}/term-lists/{list}', { path: { site, list: list.id } });
      toasts.say(t.value.listDeleted(list.name));
      go(pathOf(site, 'terms'), { replace: true });
    } catch (error) {
      problem.value = error;
      busy.value = false;
    }
  };
  return (
    <>
      <Button
        kind="quiet"
        onClick={() => {
          open.value = true;
        }}
      >
        {t.value.deleteList}
      </Button>
      {open.value && (
        <Dialog title={t.value.deleteList} closeLabel={t.value.close} onClose={close}>
          <div class="stack">
            <p>{t.value.deleteListSure(list.name, list.terms.length)}</p>
            {problem.value !== undefined && <Trouble error={problem.value} />}
            <div class="row-end">
              <Button onClick={close}>{t.value.cancel}</Button>
              <Button kind="danger" busy={busy.value} onClick={() => void remove()}>
                {t.value.deleteList}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
