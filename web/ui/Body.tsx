import type { ComponentChildren } from 'preact';

/** What a comment's text is made of, as the API sends it. */
export interface BodyNode {
  type:
    | 'paragraph'
    | 'text'
    | 'strong'
    | 'emphasis'
    | 'quote'
    | 'list'
    | 'item'
    | 'code'
    | 'code_block'
    | 'link'
    | 'break';
  /** Of text, code and code_block. */
  text?: string;
  /** Of link. */
  href?: string;
  /** Of list, and the number it begins with. */
  ordered?: boolean;
  start?: number;
  children?: readonly BodyNode[];
}

/** A comment's text. It is built node by node: no markup of anyone's ever reaches the browser's parser. */
export function Body({ nodes }: { nodes: readonly BodyNode[] }) {
  return <div class="body">{nodes.map(drawn)}</div>;
}

function drawn(node: BodyNode): ComponentChildren {
  const inside = node.children?.map(drawn);
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'code_block':
      return (
        <pre>
          <code>{node.text}</code>
        </pre>
      );
    case 'paragraph':
      return <p>{inside}</p>;
    case 'strong':
      return <strong>{inside}</strong>;
    case 'emphasis':
      return <em>{inside}</em>;
    case 'quote':
      return <blockquote>{inside}</blockquote>;
    case 'list':
      return node.ordered ? <ol start={node.start}>{inside}</ol> : <ul>{inside}</ul>;
    case 'item':
      return <li>{inside}</li>;
    case 'link':
      return <Link href={node.href ?? ''}>{inside}</Link>;
  }
}

/** The server lets only harmless addresses through; a javascript: one from anywhere is shown as text all the same. */
function Link({ href, children }: { href: string; children: ComponentChildren }) {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return <>{children}</>;
  return (
    <a href={href} rel="nofollow ugc noopener" target="_blank">
      {children}
    </a>
  );
}
