import type { ComponentChildren } from 'preact';

/** What a comment's text is made of, as the API sends it. */
export type BodyNode =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string; block?: boolean }
  | { type: 'paragraph' | 'strong' | 'emphasis' | 'quote' | 'item'; children: BodyNode[] }
  | { type: 'list'; ordered?: boolean; children: BodyNode[] }
  | { type: 'link'; href: string; children: BodyNode[] };

/** A comment's text. It is built node by node: no markup of anyone's ever reaches the browser's parser. */
export function Body({ nodes }: { nodes: readonly BodyNode[] }) {
  return <div class="body">{nodes.map(drawn)}</div>;
}

function drawn(node: BodyNode): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'code':
      return node.block ? (
        <pre>
          <code>{node.text}</code>
        </pre>
      ) : (
        <code>{node.text}</code>
      );
    case 'paragraph':
      return <p>{node.children.map(drawn)}</p>;
    case 'strong':
      return <strong>{node.children.map(drawn)}</strong>;
    case 'emphasis':
      return <em>{node.children.map(drawn)}</em>;
    case 'quote':
      return <blockquote>{node.children.map(drawn)}</blockquote>;
    case 'list':
      return node.ordered ? <ol>{node.children.map(drawn)}</ol> : <ul>{node.children.map(drawn)}</ul>;
    case 'item':
      return <li>{node.children.map(drawn)}</li>;
    case 'link':
      return <Link href={node.href}>{node.children.map(drawn)}</Link>;
  }
}

/** The server lets only web addresses through; a javascript: one from anywhere is shown as text all the same. */
function Link({ href, children }: { href: string; children: ComponentChildren }) {
  if (!/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} rel="nofollow ugc noopener" target="_blank">
      {children}
    </a>
  );
}
