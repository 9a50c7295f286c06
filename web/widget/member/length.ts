/** The longest texts the API takes, in characters as readers count them. */
export const LONGEST = { comment: 5000, tag: 20, note: 500, nickname: 20, password: 128 };

const segmenter = new Intl.Segmenter();

/** How many characters a reader sees: a family emoji is one, so is a letter with its accents. */
export function lengthOf(text: string): number {
  const trimmed = text.trim();
  // Nearly every text is made of plain Chinese and Latin characters, and counting those needs no segmenter.
  if (/^[ -~\u3000-\u3029\u3400-\u9fff\uff00-\uff65]*$/.test(trimmed)) return trimmed.length;
  let count = 0;
  for (const _ of segmenter.segment(trimmed)) count++;
  return count;
}
