import type { List, Nodes, Parents, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/**
 * Takes the meaning from `&`, `<` and `>`, and with it from every `<!channel>`, `<@U…>`, `<!subteam^…>` and
 * `<url|label>` that a text may hold. Every outside text goes through here exactly once.
 */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Twenty quotes or lists inside each other: nobody writes that, and parsing it exhausts the stack. */
const TOO_DEEP = /^(?:[ \t]{0,8}(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])){20}/m;

/**
 * An answer's small Markdown in Slack's own notation. Links become plain text (`label (address)`): what a
 * model or a document wrote is never made clickable.
 */
export function toMrkdwn(markdown: string): string {
  const source = markdown.replaceAll('\r\n', '\n');
  if (TOO_DEEP.test(source)) return escapeSlack(source).trim();
  return blocks(parser.parse(source).children, source).trim();
}

function blocks(nodes: readonly Nodes[], source: string): string {
  return nodes.map((node) => render(node, source)).join('\n\n');
}

/**
 * Slack reads a mark only between spaces or punctuation: inside a word, as in a language without spaces, a character
 * without width stands between.
 */
function inline(node: Parents, source: string): string {
  return node.children.reduce((text, child, index) => {
    const next = render(child, source);
    const isMark = (at: number): boolean =>
      /^(?:strong|emphasis|delete)$/.test(node.children[at]?.type ?? '');
    const touches = /[\p{L}\p{N}]$/u.test(text) && isMark(index) && /^[*_~]/.test(next);
    const touched = isMark(index - 1) && /[*_~]$/.test(text) && /^[\p{L}\p{N}]/u.test(next);
    return touches || touched ? `${text}${NO_WIDTH}${next}` : text + next;
  }, '');
}

const NO_WIDTH = '\u200b';

function render(node: Nodes, source: string): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return escapeSlack(node.value);
    case 'paragraph':
      return inline(node, source);
    case 'heading':
    case 'strong':
      return marked('*', inline(node, source).replaceAll('*', ''));
    case 'emphasis':
      return marked('_', inline(node, source));
    case 'delete':
      return marked('~', inline(node, source));
    case 'inlineCode':
      return `\`${escapeSlack(node.value.replaceAll('`', "'"))}\``;
    case 'code':
      return `\`\`\`\n${escapeSlack(node.value.replaceAll('```', "'''"))}\n\`\`\``;
    case 'blockquote':
      return blocks(node.children, source).replace(/^/gm, '> ');
    case 'list':
      return list(node, source);
    case 'listItem':
      return blocks(node.children, source);
    case 'table':
      return table(node, source);
    case 'break':
      return '\n';
    case 'thematicBreak':
      return '———';
    case 'link': {
      const label = inline(node, source);
      const address = escapeSlack(node.url);
      return label === '' || address.endsWith(label) ? address : `${label} (${address})`;
    }
    case 'image':
      return escapeSlack(node.alt ?? '');
    default:
      // Definitions, footnotes and what else this subset does not know: shown as they were written.
      return escapeSlack(source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0));
  }
}

/** Slack reads a mark only when it encloses something on one line. */
function marked(mark: string, text: string): string {
  return text.trim() === '' || text.includes('\n') ? text : `${mark}${text}${mark}`;
}

function list(node: List, source: string): string {
  const first = node.start ?? 1;
  return node.children
    .map((item, index) => {
      const task = item.checked == null ? '' : item.checked ? '☑ ' : '☐ ';
      const bullet = task === '' ? '• ' : task;
      const lead = node.ordered ? `${first + index}. ${task}` : bullet;
      const body = item.children.map((child) => render(child, source)).join('\n');
      return lead + body.replaceAll('\n', '\n    ');
    })
    .join('\n');
}

function table(node: Table, source: string): string {
  return node.children.map((row) => row.children.map((cell) => inline(cell, source)).join(' | ')).join('\n');
}
