import { ProblemError } from '@board/api';
import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { codeOf, fieldTexts } from '../problems';
import { go, pathOf } from '../router';
import { clauses } from '../rulebook';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import { SUBJECT_KINDS, type TermList } from '../wire';
import { DeleteList } from './DeleteList';
import { PasteTerms } from './PasteTerms';
import { type Complaint, TermTable } from './TermTable';
import { placeOfField, type Row, rowOf, sent } from './terms';

/** A list as a form: its name, whether it is on, and its terms. */
export function TermListForm({
  site,
  list,
  onSaved,
  onReload,
}: {
  site: string;
  list: TermList | undefined;
  onSaved: (saved: TermList) => void;
  onReload: () => void;
}) {
  const name = useSignal(list?.name ?? '');
  const enabled = useSignal(list?.enabled ?? true);
  const rows = useSignal<readonly Row[]>((list?.terms ?? []).map(rowOf));
  const problem = useSignal<unknown>(undefined);
  const complaints = useSignal<readonly Complaint[]>([]);
  const busy = useSignal(false);
  const ids = { name: useId(), problem: useId() };
  const clause = clauses.value[0]?.code ?? '';

  const add = (more: readonly Row[]) => {
    rows.value = [...rows.peek(), ...more];
  };
  const save = async () => {
    const { terms, rowAt } = sent(rows.peek());
    busy.value = true;
    problem.value = undefined;
    complaints.value = [];
    const body = { name: name.peek().trim(), enabled: enabled.peek(), terms };
    try {
      if (list) {
        onSaved(
          await api.put('/sites/{site}/term-lists/{list}', {
            path: { site, list: list.id },
            body: { ...body, revision: list.revision },
          }),
        );
      } else {
        const created = await api.post('/sites/{site}/term-lists', { path: { site }, body });
        go(pathOf(site, 'terms', created.id), { replace: true });
      }
      toasts.say(t.value.saved);
    } catch (error) {
      problem.value = error;
      complaints.value = complaintsOf(error, rowAt);
    } finally {
      busy.value = false;
    }
  };

  const conflict = codeOf(problem.value) === 'revision_conflict';
  const nameProblem = complaints.value.find(({ row }) => row === undefined)?.text;
  return (
    <form
      class="stack term-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy.value) void save();
      }}
    >
      <h1>{list?.name ?? t.value.newList}</h1>
      <div class="term-head">
        <div class="field">
          <label for={ids.name}>{t.value.listName}</label>
          <input
            id={ids.name}
            maxLength={100}
            required
            value={name.value}
            aria-invalid={nameProblem !== undefined}
            aria-describedby={ids.problem}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <p id={ids.problem} class="field-problem">
            {nameProblem}
          </p>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={enabled.value}
            onChange={(event) => {
              enabled.value = event.currentTarget.checked;
            }}
          />
          <span>{t.value.listEnabled}</span>
        </label>
      </div>
      <TermTable
        rows={rows.value}
        complaints={complaints.value}
        onChange={(changed) => {
          rows.value = rows.peek().map((one) => (one.row === changed.row ? changed : one));
        }}
        onRemove={(row) => {
          rows.value = rows.peek().filter((one) => one.row !== row);
        }}
      />
      <div class="actions">
        <Button onClick={() => add([rowOf({ text: '', action: 'hold', kinds: [...SUBJECT_KINDS], clause })])}>
          {t.value.addTerm}
        </Button>
        <PasteTerms known={rows.value} onAdd={add} />
      </div>
      {conflict ? (
        <div class="note" data-tone="danger" role="alert">
          <p>{t.value.listChanged}</p>
          <Button onClick={onReload}>{t.value.loadNew}</Button>
        </div>
      ) : (
        problem.value !== undefined && <Trouble error={problem.value} />
      )}
      <div class="form-foot sticky">
        <Button type="submit" kind="main" busy={busy.value} disabled={!name.value.trim()}>
          {t.value.save}
        </Button>
        {list && <DeleteList site={site} list={list} />}
      </div>
    </form>
  );
}

/** Each field the server complains about, at its row. */
function complaintsOf(error: unknown, rowAt: readonly number[]): Complaint[] {
  if (!(error instanceof ProblemError)) return [];
  return fieldTexts(error).map(({ path, text }) => {
    const place = placeOfField({ path }, rowAt);
    return { row: place?.row, column: place?.column ?? path, text };
  });
}
