import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './Button';

export interface DialogProps {
  title: string;
  /** The label of the button that closes it. */
  closeLabel: string;
  /** Called once it is closed, however: by button, Escape or the backdrop. Stop rendering it then. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog for as long as it is rendered. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, closeLabel, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const gone = useRef(false);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      gone.current = true;
      element?.close();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click only catches the backdrop; Escape is the browser's own.
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={heading}
      // The browser tells of it later, when another dialog may be open already.
      onClose={() => gone.current || onClose()}
      onClick={closeFromOutside}
    >
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <Button kind="quiet" aria-label={closeLabel} onClick={() => dialog.current?.close()}>
          ✕
        </Button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

/** A press on the backdrop has the dialog as its target, but lies outside its box. */
function closeFromOutside(event: MouseEvent & { currentTarget: HTMLDialogElement }): void {
  const dialog = event.currentTarget;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  // A click made by the keyboard has no place: it reads 0, 0, and its target is a button inside.
  if (event.target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
}
