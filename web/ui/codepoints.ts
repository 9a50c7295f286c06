/** A stretch of a text, counted in code points as the API counts: start is the first, end the one after the last. */
export interface Range {
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts text into marked and plain pieces. Ranges may overlap, touch, be in any order and reach beyond the text. */
export function pieces(text: string, ranges: readonly Range[]): Piece[] {
  const points = [...text];
  const found: Piece[] = [];
  let done = 0;
  const take = (end: number, marked: boolean) => {
    if (end <= done) return;
    found.push({ text: points.slice(done, end).join(''), marked });
    done = end;
  };
  for (const { start, end } of merged(ranges, points.length)) {
    take(start, false);
    take(end, true);
  }
  take(points.length, false);
  return found;
}

function merged(ranges: readonly Range[], length: number): Range[] {
  const within = ranges
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const joined: Range[] = [];
  for (const range of within) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push(range);
  }
  return joined;
}
