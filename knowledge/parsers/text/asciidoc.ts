import { type AdocCell, adocRows, readAdocCells } from './asciidoc-table.ts';

const attribute = /^:(!?[\w-]+!?):\s*(.*)$/;
const admonition = /^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+/;
const delimiter = /^(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|--|\/{4,})\s*$/;
const MOST_ATTRIBUTES = 500;

type State = {
  attributes: Map<string, string>;
  /** The fence that ends what is being read: code, a comment; null in text. */
  code: string | null;
  comment: string | null;
  label: string;
  table: { cells: AdocCell[]; columns: number; from: number } | null;
  /** A term whose meaning stands below it. */
  term: string;
  columns: number;
};

/** AsciiDoc as Markdown, line by line: line numbers stay. */
export function asciidocToMarkdown(source: string): string {
  const lines = source.split('\n');
  const state: State = {
    attributes: new Map(),
    code: null,
    comment: null,
    label: '',
    term: '',
    table: null,
    columns: 0,
  };
  const out = lines.map(() => '');
  for (const [at, line] of lines.entries()) readLine(line.trimEnd(), at, out, state);
  return out.join('\n');
}

function readLine(line: string, at: number, out: string[], state: State): void {
  if (state.comment !== null) {
    if (line === state.comment) state.comment = null;
    return;
  }
  if (state.code !== null) {
    if (line === state.code) state.code = null;
    out[at] = state.code === null ? '```' : line;
    return;
  }
  if (/^[|,:!]===$/.test(line)) {
    if (state.table === null) state.table = { cells: [], columns: state.columns, from: at };
    else endTable(out, state);
    return;
  }
  if (state.table !== null) {
    const width = readAdocCells(substituted(line, state), state.table.cells);
    // Without a number of columns the first line of cells says it.
    if (state.table.columns === 0) state.table.columns = width;
    return;
  }
  if (/^\/{4,}$/.test(line)) state.comment = line;
  else if (/^\/\/(?!\/)/.test(line) || /^(?:ifdef|ifndef|endif|ifeval|include|toc)::/.test(line)) return;
  else if (/^(?:-{4,}|\.{4,})$/.test(line)) {
    state.code = line;
    out[at] = '```';
  } else if (delimiter.test(line) || line === '+' || line === "'''" || line === '<<<') return;
  else if (attribute.test(line)) {
    const [, name = '', value = ''] = attribute.exec(line) ?? [];
    if (state.attributes.size < MOST_ATTRIBUTES && !name.includes('!'))
      state.attributes.set(name, substituted(value, state));
  } else if (/^\[.*\]$/.test(line)) readBlockLine(line, state);
  else out[at] = textLine(substituted(line, state), state);
}

/** `[NOTE]`, `[cols="1,2"]`, `[[anchor]]`: what stands above a block. */
function readBlockLine(line: string, state: State): void {
  const kind = /^\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b/.exec(line)?.[1];
  if (kind !== undefined) state.label = `${kind.charAt(0)}${kind.slice(1).toLowerCase()}: `;
  const columns = /cols="?([^"\]]+)"?/.exec(line)?.[1];
  if (columns === undefined) return;
  const times = /^(\d+)\*/.exec(columns.trim())?.[1];
  state.columns = times === undefined ? columns.split(/[,;]/).length : Number(times);
}

function textLine(line: string, state: State): string {
  const heading = /^(={1,6})\s+(\S.*)$/.exec(line);
  if (heading !== null) return `${'#'.repeat((heading[1] ?? '').length)} ${inline(heading[2] ?? '')}`;
  const title = /^\.([^\s.].*)$/.exec(line);
  if (title !== null) return `**${inline(title[1] ?? '')}**`;
  const item = /^\s*([*-]{1,5}|\.{1,5})\s+(\S.*)$/.exec(line);
  if (item !== null) {
    const [, mark = '', words = ''] = item;
    return `${'    '.repeat(mark.length - 1)}${mark.startsWith('.') ? '1.' : '-'} ${inline(words)}`;
  }
  const term = /^(\S.{0,200}?):{2,4}(?:\s+(\S.*))?$/.exec(line);
  if (term !== null && !/^\w+$/.test(term[2] ?? 'x y')) {
    if (term[2] !== undefined) return `- ${inline(term[1] ?? '')}: ${inline(term[2])}`;
    state.term = inline(term[1] ?? '');
    return '';
  }
  const image = /^image::[^[]*\[([^\],]*)/.exec(line);
  if (image !== null) return `![${(image[1] ?? '').replace(/"/g, '')}](x)`;
  if (line.trim() === '') return '';
  const { label, term: open } = state;
  state.label = '';
  state.term = '';
  if (open !== '') return `- ${open}: ${inline(line.trim())}`;
  const named = line.replace(
    admonition,
    (_, kind: string) => `${kind.charAt(0)}${kind.slice(1).toLowerCase()}: `,
  );
  return label + inline(named).replace(/ \+$/, '  ');
}

function inline(text: string): string {
  return text
    .replace(/\[\.?line-through\]([#*_]{1,2})[^#*_]{0,300}\1\s?/g, '')
    .replace(/(?:latexmath|asciimath|stem):\[\$?([^\]]{0,300}?)\$?\]/g, '$1')
    .replace(/(?:\[[\w. ,-]{0,100}\])?##?([^#\n]{1,300})##?/g, '$1')
    .replace(/<<[^>,]{0,300},\s*([^>]{1,300})>>/g, '$1')
    .replace(/<<([^>]{1,300})>>/g, '$1')
    .replace(/\[\[[^\]]{0,300}\]\]/g, '')
    .replace(/(?:link|xref|mailto):[^\s[]{0,300}\[([^\]]{0,300})\]/g, '$1')
    .replace(/https?:\/\/[^\s[]{1,300}\[([^\]]{1,300})\]/g, '$1')
    .replace(/(?:kbd|btn|menu|pass|icon):[^\s[]{0,300}\[([^\]]{0,300})\]/g, '$1')
    .replace(/footnote:[^[]{0,300}\[([^\]]{0,300})\]/g, ' (note: $1)')
    .replace(/(\S)\^([^^\s]{1,300})\^/g, '$1<sup>$2</sup>')
    .replace(/(\S)~([^~\s]{1,300})~/g, '$1<sub>$2</sub>');
}

function substituted(line: string, state: State): string {
  if (!line.includes('{')) return line;
  return line.replace(/\{([\w-]+)\}/g, (whole, name: string) => {
    if (/^(?:nbsp|zwsp|empty|blank|sp)$/.test(name)) return ' ';
    return state.attributes.get(name) ?? whole;
  });
}

/** Rows go on the lines of the table, which has at least as many as rows; a table too short for them takes one line. */
function endTable(out: string[], state: State): void {
  const { table } = state;
  state.table = null;
  state.columns = 0;
  if (table === null || table.cells.length === 0 || table.columns === 0) return;
  const lines = adocRows(table.cells, table.columns).map(
    (row) => `| ${row.map((cell) => inline(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  );
  lines.splice(1, 0, `|${' --- |'.repeat(table.columns)}`);
  for (const [nth, line] of lines.entries()) {
    if (table.from + nth < out.length) out[table.from + nth] = line;
  }
}
