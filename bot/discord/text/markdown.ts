import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { withBold } from './bold.ts';
import { codeBlock, codeSpan, escapeLineStarts, escapeText, showAddress } from './markup.ts';

const parser = unified().use(remarkParse).use(remarkGfm);

/**
 * Markdown as Discord shows it. The text is parsed and written anew, so that only markup made here reaches
 * Discord: headings become bold lines, links show their address, raw HTML and mentions are mere words.
 */
export function toDiscord(markdown: string): string {
  return blocks(withBold(parser.parse(markdown), markdown).children);
}

function blocks(nodes: readonly Nodes[]): string {
  return nodes
    .map(block)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

function block(node: Nodes): string {
  switch (node.type) {
    case 'paragraph':
      return escapeLineStarts(inline(node.children));
    case 'heading':
      return escapeLineStarts(`**${inline(node.children).replaceAll('**', '').replaceAll('\n', ' ')}**`);
    case 'list':
      return node.children
        .map((item, index) => {
          const mark = node.ordered ? `${(node.start ?? 1) + index}. ` : '- ';
          const box = item.checked == null ? '' : item.checked ? '☑ ' : '☐ ';
          return listItem(item.children, mark, box);
        })
        .join('\n');
    case 'blockquote':
      return blocks(node.children).replace(/^/gm, '> ');
    case 'code':
      return codeBlock(node.value, node.lang ?? '');
    case 'table':
      return node.children
        .map((row) => row.children.map((cell) => inline(cell.children)).join(' · '))
        .join('\n');
    case 'thematicBreak':
      return '';
    case 'definition':
      return `${escapeText(`[${node.label ?? node.identifier}]:`)} ${showAddress(node.url)}`;
    case 'footnoteDefinition':
      return `${escapeText(`[^${node.label ?? node.identifier}]:`)} ${blocks(node.children)}`;
    case 'html':
      return escapeLineStarts(escapeText(node.value));
    default:
      return escapeLineStarts(inline([node as PhrasingContent]));
  }
}

function listItem(children: readonly RootContent[], mark: string, box: string): string {
  const indent = ' '.repeat(mark.length);
  const text = `${box}${children.map(block).join('\n')}`;
  return `${mark}${text.replaceAll('\n', `\n${indent}`)}`;
}

function inline(nodes: readonly PhrasingContent[]): string {
  // Two harmless neighbours could form a masked link, such as `[a]` before `(https://…)`.
  return nodes
    .map(phrase)
    .join('')
    .replace(/\]\((?=\S)/g, ']\\(');
}

function phrase(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return escapeText(node.value);
    case 'strong':
      return `**${inline(node.children).replaceAll('**', '')}**`;
    case 'emphasis':
      return `*${inline(node.children)}*`;
    case 'delete':
      return `~~${inline(node.children)}~~`;
    case 'inlineCode':
      return codeSpan(node.value);
    case 'break':
      return '\n';
    case 'link':
      return link(inline(node.children), node.url);
    case 'image':
      return escapeText(node.alt ?? '');
    case 'imageReference':
      return escapeText(`[${node.alt ?? node.identifier}]`);
    case 'linkReference':
      return `[${inline(node.children)}]`;
    case 'footnoteReference':
      return escapeText(`[^${node.label ?? node.identifier}]`);
    default:
      return '';
  }
}

/** The address is always in sight: a label alone could promise another place than it leads to. */
function link(label: string, url: string): string {
  if (!/^https?:\/\//i.test(url)) return label;
  const bare = label.replace(/\\(.)/g, '$1').replaceAll('\u200B', '');
  const isItself = bare === url || `http://${bare}` === url || `https://${bare}` === url;
  return isItself || label === '' ? showAddress(url) : `${label} ${showAddress(url)}`;
}
