import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  kind?: 'plain' | 'danger';
  disabled?: boolean;
}

export interface MenuProps {
  /** What the button is called; shown too, unless children are given. */
  label: string;
  items: readonly MenuItem[];
  children?: ComponentChildren;
}

/** A button that opens a list of things to do. */
export function Menu({ label, items, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const onToggle = (event: ToggleEvent) => {
    const open = event.newState === 'open';
    button.current?.setAttribute('aria-expanded', String(open));
    if (!open || !button.current || !list.current) return;
    place(list.current, button.current);
    list.current.querySelector('button')?.focus();
  };

  /** Gives the focus back itself: inside a shadow root the browser loses it. */
  const onBeforeToggle = (event: ToggleEvent) => {
    if (event.newState === 'closed' && list.current?.matches(':focus-within')) {
      button.current?.focus({ preventScroll: true });
    }
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        data-kind="quiet"
        popovertarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label={label}
      >
        {children ?? label}
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        role="menu"
        popover="auto"
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        onKeyDown={moveFocus}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            data-kind={item.kind ?? 'plain'}
            disabled={item.disabled ?? false}
            onClick={() => {
              list.current?.hidePopover();
              item.onSelect();
            }}
          >
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

/** Puts the list under its button, or above it where there is no room, and inside the window. */
function place(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = at.bottom + 4;
  const top = below + height <= innerHeight ? below : Math.max(8, at.top - height - 4);
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  list.style.top = `${top}px`;
  list.style.left = `${left}px`;
}

function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const list = event.currentTarget as HTMLElement;
  const items = [...list.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const now = items.findIndex((item) => item.matches(':focus'));
  items[(now + step + items.length) % items.length]?.focus();
}
