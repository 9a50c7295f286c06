import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import { Icon } from '../Icon';
import { clauses } from '../rulebook';
import { t } from '../strings';
import { type Action, SUBJECT_KINDS, type SubjectKind } from '../wire';
import type { Row } from './terms';

const ACTIONS: readonly Action[] = ['note', 'hold', 'refuse'];

/** What the server says about a field of a row; without a row, about the list. */
export interface Complaint {
  row: number | undefined;
  column: string;
  text: string;
}

interface TableProps {
  rows: readonly Row[];
  complaints: readonly Complaint[];
  onChange: (row: Row) => void;
  onRemove: (row: number) => void;
}

/** A list may have 20,000 terms; a page with a row for each would not answer a key press. */
const AT_ONCE = 200;

/** The terms of a list, a row each. What the server complains about comes first. */
export function TermTable({ rows, complaints, onChange, onRemove }: TableProps) {
  const wanted = useSignal('');
  const limit = useSignal(AT_ONCE);
  if (rows.length === 0) return <p class="empty">{t.value.noTerms}</p>;
  const wrong = (row: Row) => complaints.some((one) => one.row === row.row);
  const found = rows.filter((row) => wrong(row) || row.text.includes(wanted.value));
  const shown = [...found.filter(wrong), ...found.filter((row) => !wrong(row))].slice(0, limit.value);
  return (
    <div class="table-scroll">
      {rows.length > 20 && (
        <input
          class="term-filter"
          type="search"
          placeholder={t.value.filterTerms(rows.length)}
          aria-label={t.value.filterTerms(rows.length)}
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value.trim();
          }}
        />
      )}
      <table class="terms">
        <thead>
          <tr>
            <th scope="col">{t.value.term}</th>
            <th scope="col">{t.value.onHit}</th>
            <th scope="col">{t.value.appliesTo}</th>
            <th scope="col">{t.value.clause}</th>
            <th scope="col">{t.value.note}</th>
            <th scope="col">
              <span class="hidden-text">{t.value.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <TermRow
              key={row.row}
              row={row}
              complaints={complaints.filter((one) => one.row === row.row)}
              onChange={onChange}
              onRemove={onRemove}
            />
          ))}
        </tbody>
      </table>
      {found.length > shown.length && (
        <Button
          class="more"
          onClick={() => {
            limit.value += AT_ONCE;
          }}
        >
          {t.value.more}
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  row: Row;
  complaints: readonly Complaint[];
  onChange: (row: Row) => void;
  onRemove: (row: number) => void;
}

function TermRow({ row, complaints, onChange, onRemove }: RowProps) {
  const wrong = (column: string) => complaints.some((one) => one.column === column);
  const toggle = (kind: SubjectKind, on: boolean) =>
    onChange({ ...row, kinds: SUBJECT_KINDS.filter((one) => (one === kind ? on : row.kinds.includes(one))) });
  return (
    <tr data-wrong={complaints.length > 0}>
      <td data-label={t.value.term}>
        <input
          aria-label={t.value.term}
          maxLength={100}
          value={row.text}
          aria-invalid={wrong('text')}
          onInput={(event) => onChange({ ...row, text: event.currentTarget.value })}
        />
        {complaints.map(({ column, text }) => (
          <p key={column} class="field-problem" role="alert">
            {text}
          </p>
        ))}
      </td>
      <td data-label={t.value.onHit}>
        <select
          aria-label={t.value.onHit}
          value={row.action}
          data-action={row.action}
          onChange={(event) => onChange({ ...row, action: event.currentTarget.value as Action })}
        >
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {t.value.actions[action]}
            </option>
          ))}
        </select>
      </td>
      <td data-label={t.value.appliesTo}>
        <fieldset class="kind-checks" aria-label={t.value.appliesTo} aria-invalid={wrong('kinds')}>
          {SUBJECT_KINDS.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={row.kinds.includes(kind)}
                onChange={(event) => toggle(kind, event.currentTarget.checked)}
              />
              {t.value.kinds[kind]}
            </label>
          ))}
        </fieldset>
      </td>
      <td data-label={t.value.clause}>
        <select
          aria-label={t.value.clause}
          value={row.clause}
          aria-invalid={wrong('clause')}
          onChange={(event) => onChange({ ...row, clause: event.currentTarget.value })}
        >
          {!clauses.value.some(({ code }) => code === row.clause) && (
            <option value={row.clause}>{row.clause || t.value.chooseClause}</option>
          )}
          {clauses.value.map(({ code, title }) => (
            <option key={code} value={code}>
              {title}
            </option>
          ))}
        </select>
      </td>
      <td data-label={t.value.note}>
        <input
          aria-label={t.value.note}
          maxLength={500}
          value={row.note ?? ''}
          aria-invalid={wrong('note')}
          onInput={(event) => onChange({ ...row, note: event.currentTarget.value })}
        />
      </td>
      <td>
        <button
          type="button"
          class="button icon-button"
          data-kind="quiet"
          aria-label={t.value.removeTerm(row.text)}
          onClick={() => onRemove(row.row)}
        >
          <Icon name="cross" />
        </button>
      </td>
    </tr>
  );
}
