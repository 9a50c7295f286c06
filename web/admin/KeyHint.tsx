/** The key that does the same. Screen readers have the list of keys for it. */
export function KeyHint({ name }: { name: string }) {
  return (
    <span class="key" aria-hidden="true">
      {name}
    </span>
  );
}
