/**
 * Whether a key belongs to an input method that is still composing: the Enter that picks a candidate is not the Enter
 * that sends. Safari reports that key after the composition has ended, and then only the code 229 tells.
 */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Ctrl+Enter, or ⌘+Enter on a Mac. */
export function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !composing(event);
}

/** For a form of single lines: keeps an Enter of the input method from submitting it. */
export function holdEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && composing(event)) event.preventDefault();
}
