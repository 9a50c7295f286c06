import { useLayoutEffect } from 'preact/hooks';

/** What keys do; the letter is the key. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

/**
 * The shortcut a key press means, if it means one: never while somebody types or composes (an input method turns letters
 * into 注音 first), never with a modifier, which is the browser's, and never behind an open dialog. Escape alone works
 * while typing too, but not while composing, where it belongs to the input method.
 */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const { key, isComposing, keyCode, defaultPrevented, repeat } = event;
  if (defaultPrevented || repeat || isComposing || keyCode === 229) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (document.querySelector('dialog[open]')) return undefined;
  if (key === 'Escape') return 'Escape';
  if (isField(event.target)) return undefined;
  return key.length === 1 ? key.toLowerCase() : undefined;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [contenteditable="true"]') !== null
  );
}

/** Listens to keys for as long as a component is shown; from the first paint on, so that no early key is lost. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      const run = name === undefined ? undefined : shortcuts[name];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Puts the cursor into the search for members. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search]')?.focus();
}
