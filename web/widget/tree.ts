/** The deepest level that is indented. What answers a comment on it stands below it on the same level. */
export const DEEPEST = 4;

export interface Node {
  id: string;
  level: number;
  /** Shown beside what it answers instead of below it, so it has to say what that is. */
  flat: boolean;
  children: Node[];
}

interface Reply {
  id: string;
  parent_id?: string;
}

interface Placed extends Node {
  /** The list it stands in. */
  row: Placed[];
  /** The comment on the deepest level that it follows. */
  anchor: Placed | undefined;
  children: Placed[];
}

/** Hangs replies, given in order of creation, below their root. */
export function nested(root: string, replies: readonly Reply[]): Node[] {
  const top: Placed[] = [];
  const placed = new Map<string, Placed>();
  for (const { id, parent_id } of replies) {
    const parent = parent_id === undefined ? undefined : placed.get(parent_id);
    placed.set(id, parent ? answer(id, parent) : beneathRoot(id, top, parent_id !== root));
  }
  return top;
}

/** A reply to the root itself, or to a comment that isn't loaded. */
function beneathRoot(id: string, row: Placed[], flat: boolean): Placed {
  const node: Placed = { id, level: 1, flat, children: [], row, anchor: undefined };
  row.push(node);
  return node;
}

function answer(id: string, parent: Placed): Placed {
  if (parent.level < DEEPEST) {
    const row = parent.children;
    const node: Placed = { id, level: parent.level + 1, flat: false, children: [], row, anchor: undefined };
    row.push(node);
    return node;
  }
  const anchor = parent.anchor ?? parent;
  const row = parent.row;
  const node: Placed = { id, level: DEEPEST, flat: true, children: [], row, anchor };
  row.splice(row.findLastIndex((other) => other === anchor || other.anchor === anchor) + 1, 0, node);
  return node;
}

/** Ids in order of creation, each once: ids grow with time. */
export function inOrder(...lists: (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}

/** How many comments stand below. */
export function sizeOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + 1 + sizeOf(node.children), 0);
}
