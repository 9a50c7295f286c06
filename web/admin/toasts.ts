import { createToasts } from '@board/ui';

/** What the desk says in passing. */
export const toasts = createToasts();
