import type { Nodes, Parents, PhrasingContent, Root, Text } from 'mdast';

const BOLD = /\*\*(?=\S)((?:(?!\*\*).)*?\S)\*\*/g;

/**
 * Bold text that Markdown's rules leave raw: before or behind a sign that touches a letter, as in `**Note:**see` or in
 * languages without spaces. People, and models, mean it as bold. Asterisks that were escaped stay what they are.
 */
export function withBold(root: Root, source: string): Root {
  visit(root, source);
  return root;
}

function visit(parent: Parents, source: string): void {
  const children = parent.children.flatMap((node): Nodes[] => {
    if ('children' in node) visit(node, source);
    return node.type === 'text' && isAsWritten(node, source) ? parted(node.value) : [node];
  });
  parent.children = children as typeof parent.children;
}

/** An escape or an entity makes a text another than its source. */
function isAsWritten({ position, value }: Text, source: string): boolean {
  return source.slice(position?.start.offset, position?.end.offset) === value;
}

function parted(value: string): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const found of value.matchAll(BOLD)) {
    if (found.index > from) parts.push({ type: 'text', value: value.slice(from, found.index) });
    parts.push({ type: 'strong', children: [{ type: 'text', value: found[1] ?? '' }] });
    from = found.index + found[0].length;
  }
  return from === 0 ? [{ type: 'text', value }] : [...parts, { type: 'text', value: value.slice(from) }];
}
