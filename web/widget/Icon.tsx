/** Paths on a 24 by 24 grid, drawn as lines. */
const paths = {
  up: 'M7 10.5V20H4v-9.5h3Zm0 .5 4-7.5c1.2 0 2.2 1 2.2 2.3V9.5h5.1a1.8 1.8 0 0 1 1.8 2.1l-1.2 6.8a2 2 0 0 1-2 1.6H7',
  reply: 'M9.5 6 4 11.5 9.5 17m-5-5.5H14a6 6 0 0 1 6 6V19',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5Zm4 4h4',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  plus: 'M12 5v14M5 12h14',
  fold: 'm6 14.5 6-6 6 6',
  rules: 'M6 4h9l3 3v13H6V4Zm3 6h6m-6 4h6',
};

/** A small picture beside a word, or a button's whole face where the button has a label of its own. */
export function Icon({ name, turned = false }: { name: keyof typeof paths; turned?: boolean }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-turned={turned} data-name={name}>
      <path d={paths[name]} />
    </svg>
  );
}
