import { Button, Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { clauses } from '../rulebook';
import { t } from '../strings';
import { type Action, SUBJECT_KINDS, type SubjectKind, type Term } from '../wire';
import { pasted, type Row } from './terms';

const ACTIONS: readonly Action[] = ['note', 'hold', 'refuse'];

/** Adds many terms at once, one a line, all with the same action, kinds and clause. */
export function PasteTerms({
  known,
  onAdd,
}: {
  known: readonly Term[];
  onAdd: (rows: readonly Row[]) => void;
}) {
  const open = useSignal(false);
  const text = useSignal('');
  const action = useSignal<Action>('hold');
  const kinds = useSignal<readonly SubjectKind[]>(SUBJECT_KINDS);
  const clause = useSignal('');
  const ids = { text: useId(), action: useId(), clause: useId() };
  const chosen = clause.value || (clauses.value[0]?.code ?? '');
  const fresh = open.value
    ? pasted(text.value, known, { action: action.value, kinds: kinds.value, clause: chosen })
    : [];
  const close = () => {
    open.value = false;
  };

  return (
    <>
      <Button
        onClick={() => {
          text.value = '';
          open.value = true;
        }}
      >
        {t.value.pasteTerms}
      </Button>
      {open.value && (
        <Dialog title={t.value.pasteTerms} closeLabel={t.value.close} onClose={close}>
          <div class="stack">
            <label for={ids.text}>{t.value.onePerLine}</label>
            <textarea
              id={ids.text}
              rows={8}
              value={text.value}
              onInput={(event) => {
                text.value = event.currentTarget.value;
              }}
            />
            <label for={ids.action}>{t.value.onHit}</label>
            <select
              id={ids.action}
              value={action.value}
              onChange={(event) => {
                action.value = event.currentTarget.value as Action;
              }}
            >
              {ACTIONS.map((one) => (
                <option key={one} value={one}>
                  {t.value.actions[one]}
                </option>
              ))}
            </select>
            <fieldset class="kind-checks">
              <legend>{t.value.appliesTo}</legend>
              {SUBJECT_KINDS.map((kind) => (
                <label key={kind}>
                  <input
                    type="checkbox"
                    checked={kinds.value.includes(kind)}
                    onChange={(event) => {
                      const on = event.currentTarget.checked;
                      kinds.value = SUBJECT_KINDS.filter((one) =>
                        one === kind ? on : kinds.peek().includes(one),
                      );
                    }}
                  />
                  {t.value.kinds[kind]}
                </label>
              ))}
            </fieldset>
            <label for={ids.clause}>{t.value.clause}</label>
            <select
              id={ids.clause}
              value={chosen}
              onChange={(event) => {
                clause.value = event.currentTarget.value;
              }}
            >
              {clauses.value.map(({ code, title }) => (
                <option key={code} value={code}>
                  {title}
                </option>
              ))}
            </select>
            <div class="row-end">
              <Button onClick={close}>{t.value.cancel}</Button>
              <Button
                kind="main"
                disabled={fresh.length === 0 || kinds.value.length === 0}
                onClick={() => {
                  onAdd(fresh);
                  close();
                }}
              >
                {t.value.addTerms(fresh.length)}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
