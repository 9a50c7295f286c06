import { expect, test } from 'vitest';
import { inOrder, type Node, nested, sizeOf } from './tree';

/** Draws a tree as lines: two blanks for each level, ↪ before what is shown beside what it answers. */
function drawn(nodes: readonly Node[]): string[] {
  return nodes.flatMap(({ id, level, flat, children }) => [
    `${'  '.repeat(level)}${flat ? '↪' : ''}${id}`,
    ...drawn(children),
  ]);
}

function reply(id: string, parent_id: string) {
  return { id, parent_id };
}

test('replies stand below what they answer, in order of creation', () => {
  const tree = nested('r', [
    reply('a', 'r'),
    reply('b', 'r'),
    reply('a1', 'a'),
    reply('b1', 'b'),
    reply('a2', 'a'),
  ]);
  expect(drawn(tree)).toEqual(['  a', '    a1', '    a2', '  b', '    b1']);
});

test('below the fourth level replies are flat, each group after what it answers', () => {
  const line = [reply('1', 'r'), reply('2', '1'), reply('3', '2'), reply('4', '3'), reply('4b', '3')];
  const deep = [reply('5', '4'), reply('5b', '4b'), reply('6', '5'), reply('5c', '4')];
  expect(drawn(nested('r', [...line, ...deep]))).toEqual([
    '  1',
    '    2',
    '      3',
    '        4',
    '        ↪5',
    '        ↪6',
    '        ↪5c',
    '        4b',
    '        ↪5b',
  ]);
});

test('a reply whose parent is not loaded stands below the root and says what it answers', () => {
  expect(drawn(nested('r', [reply('x', 'gone'), reply('y', 'x')]))).toEqual(['  ↪x', '    y']);
});

test('lists are merged in order of creation, each comment once', () => {
  expect(inOrder(['b', 'd'], ['a', 'b'], ['c'])).toEqual(['a', 'b', 'c', 'd']);
});

test('the size of a tree is the number of its comments', () => {
  expect(sizeOf(nested('r', [reply('a', 'r'), reply('b', 'a'), reply('c', 'r')]))).toBe(3);
});
