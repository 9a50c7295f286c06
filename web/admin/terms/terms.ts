import type { ProblemField } from '@board/api';
import type { Action, SubjectKind, Term } from '../wire';

/** A term on the screen: a key of its own, so that a row keeps its place while others come and go. */
export interface Row extends Term {
  row: number;
}

let lastRow = 0;

export function rowOf(term: Term): Row {
  return { ...term, row: ++lastRow };
}

/** What new terms begin with. */
export interface Defaults {
  action: Action;
  kinds: readonly SubjectKind[];
  clause: string;
}

/** Terms out of pasted text, one a line. What is there already or comes twice is left out. */
export function pasted(text: string, known: readonly Term[], { action, kinds, clause }: Defaults): Row[] {
  const seen = new Set(known.map((term) => term.text));
  const rows: Row[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const term = line.trim();
    if (!term || seen.has(term)) continue;
    seen.add(term);
    rows.push(rowOf({ text: term, action, kinds: [...kinds], clause }));
  }
  return rows;
}

/** The terms as they are sent: without rows nobody wrote anything in. */
export function sent(rows: readonly Row[]): { terms: Term[]; rowAt: number[] } {
  const written = rows.filter(({ text }) => text.trim());
  return {
    terms: written.map(({ text, action, kinds, clause, note }) => ({
      text: text.trim(),
      action,
      kinds,
      clause,
      ...(note?.trim() && { note: note.trim() }),
    })),
    rowAt: written.map(({ row }) => row),
  };
}

/** Which row and which column a complaint of the server is about; undefined where it is about the list itself. */
export function placeOfField(
  field: Pick<ProblemField, 'path'>,
  rowAt: readonly number[],
): { row: number; column: string } | undefined {
  const found = /^terms(?:\[(\d+)\]|\.(\d+))(?:[.[](\w+))?/.exec(field.path);
  const row = rowAt[Number(found?.[1] ?? found?.[2])];
  return row === undefined ? undefined : { row, column: found?.[3] ?? 'text' };
}
