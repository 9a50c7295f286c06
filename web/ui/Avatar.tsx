/** The first letter of a nickname on a colour of its own. It says nothing the name beside it doesn't. */
export function Avatar({ nickname }: { nickname: string }) {
  return (
    <span class="avatar" aria-hidden="true" style={{ '--hue': hueOf(nickname) }}>
      {initialOf(nickname)}
    </span>
  );
}

function initialOf(nickname: string): string {
  const [first] = new Intl.Segmenter().segment(nickname.trim());
  return first ? first.segment.toUpperCase() : '?';
}

/** A hue in degrees that is always the same for the same name. */
function hueOf(nickname: string): number {
  let hue = 0;
  for (const char of nickname) hue = (hue * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hue;
}
