/** Shows that something is on its way. With a label it also tells a screen reader. */
export function Spinner({ label }: { label?: string }) {
  return label ? (
    <span class="spinner" role="status" aria-label={label} />
  ) : (
    <span class="spinner" aria-hidden="true" />
  );
}
