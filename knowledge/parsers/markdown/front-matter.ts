import MarkdownIt from 'markdown-it';

/** What a Markdown page says about itself before its text. */
export type FrontMatter = {
  title: string | null;
  /** Title and, of a page that moved, its new address: the text of a page that has no other. */
  summary: string;
  /** The page with the front matter's lines left empty. */
  body: string;
  /** How many lines that are. */
  lines: number;
};

const fence = /^(---|\+\+\+)[ \t]*\n([\s\S]*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)/;

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;
const { unescapeAll } = new MarkdownIt().utils;

const keyFirst = /^(?:[ \t]*(?:#.*)?\n)*[\w"'-]+[ \t]*[:=]/;

/** Reads the title from YAML or TOML front matter. Null = the page has none. Lines keep their numbers. */
export function readFrontMatter(source: string): FrontMatter | null {
  const match = fence.exec(source);
  if (match === null || !keyFirst.test(match[2] ?? '')) return null;
  const [head, , yaml = ''] = match;
  // Site generators put the title into a page as it is, so authors write `&amp;`. Decoded once, as a browser would.
  const title = readValue(yaml, 'title')?.replace(entity, unescapeAll) ?? null;
  const moved = readValue(yaml, 'redirect_to');
  return {
    title,
    summary: moved === null ? (title ?? '') : `${title ?? 'This page'}: see ${moved}`,
    body: head.replace(/[^\n]/g, '') + source.slice(head.length),
    lines: head.trimEnd().split('\n').length,
  };
}

/** A plain, quoted or folded value of a top-level key. */
function readValue(yaml: string, key: string): string | null {
  const match = new RegExp(`^${key}[ \\t]*[:=][ \\t]*(.*)$`, 'im').exec(yaml);
  if (match === null) return null;
  let value = (match[1] ?? '').trim();
  if (/^[>|][+-]?$/.test(value)) {
    const rest = yaml.slice(match.index + match[0].length + 1).split('\n');
    const end = rest.findIndex((line) => !/^[ \t]+\S/.test(line));
    value = (end < 0 ? rest : rest.slice(0, end)).join(' ');
  }
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(value);
  const single = /^'((?:[^']|'')*)'/.exec(value);
  if (double) value = (double[1] ?? '').replace(/\\(["\\])/g, '$1');
  else if (single) value = (single[1] ?? '').replaceAll("''", "'");
  else value = value.replace(/\s+#.*$/, '');
  value = value.replace(/\s+/g, ' ').trim();
  return value === '' || value === 'null' || value === '~' ? null : value;
}
