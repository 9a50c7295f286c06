import { pieces, type Range } from './codepoints';

/** A text as its author typed it, with stretches of it marked. */
export function Highlighted({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return (
    <div class="highlighted">
      {pieces(text, ranges).map((piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text))}
    </div>
  );
}
