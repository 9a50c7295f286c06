import type { BodyNode } from '@board/ui';

/** A comment's words without their form, for a short look at it. */
export function plainText(nodes: readonly BodyNode[]): string {
  return nodes
    .map(({ text, children }) => text ?? plainText(children ?? []))
    .join(' ')
    .trim();
}
