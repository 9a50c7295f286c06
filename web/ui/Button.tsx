import type { ComponentProps } from 'preact';
import { Spinner } from './Spinner';

export interface ButtonProps extends ComponentProps<'button'> {
  /** main for the one thing to do here, danger for what hurts, quiet for what stands in a row of many. */
  kind?: 'plain' | 'main' | 'danger' | 'quiet';
  /** While busy it can't be pressed again and says so to a screen reader; it keeps the focus. */
  busy?: boolean;
}

export function Button({
  kind = 'plain',
  busy = false,
  children,
  onClick,
  class: extra,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={extra ? `button ${extra}` : 'button'}
      data-kind={kind}
      aria-busy={busy}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
