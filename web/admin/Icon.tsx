const paths = {
  comment: 'M4 5h16v11H9l-5 4z',
  tag: 'M4 4h8l8 8-8 8-8-8z M8.5 8.5h.01',
  nickname: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M4 21c0-4 3.5-6 8-6s8 2 8 6',
  queue: 'M4 6h16 M4 12h16 M4 18h10',
  decisions: 'M5 13l4 4L19 7',
  members:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z M2.5 20c0-3.5 3-5 6.5-5s6.5 1.5 6.5 5 M16 5.5a3 3 0 0 1 0 6 M18 15c2 .5 3.5 2 3.5 4.5',
  terms: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z M9 9h6 M9 13h4',
  switches: 'M4 8h9 M17 8h3 M15 5.5v5 M4 16h3 M11 16h9 M9 13.5v5',
  audit: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z M9 12l2 2 4-4',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5L21 21',
  back: 'M15 5l-7 7 7 7',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  account: 'M12 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z M5 20c0-3.5 3-5.5 7-5.5s7 2 7 5.5',
  link: 'M14 4h6v6 M20 4l-9 9 M18 14v6H4V6h6',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M12 8v4l3 2',
  lock: 'M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  cross: 'M6 6l12 12 M18 6L6 18',
  plus: 'M12 5v14 M5 12h14',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words that say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
