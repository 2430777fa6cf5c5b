import { readTextTable } from './columns.ts';

const underline = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/;
const directive = /^(\s*)\.\.\s+(?:\|[^|]+\|\s+)?([\w:-]+)::\s*(.*)$/;
const boxes =
  /^(?:note|tip|hint|important|warning|caution|danger|attention|error|seealso|admonition|versionadded|versionchanged|deprecated|todo)$/;
const code =
  /^(?:code|code-block|sourcecode|literalinclude|parsed-literal|highlight|math|prompt|doctest|testcode)$/;
const shown =
  /^(?:table|list-table|csv-table|topic|sidebar|container|figure|rubric|epigraph|only|tabs?|tab-item|tab-set|dropdown|grid.*|card|glossary|function|class|option|confval)$/;

type State = { levels: string[]; replaced: Map<string, string> };

/** reStructuredText as Markdown, line by line: line numbers stay. */
export function restructuredToMarkdown(source: string): string {
  const lines = source.split('\n').map((line) => line.trimEnd());
  const state: State = { levels: [], replaced: replacements(lines) };
  const out = lines.map(() => '');
  let at = 0;
  while (at < lines.length) at = readBlock(lines, at, out, state);
  return out.join('\n');
}

/** Reads what begins at a line; gives the line behind it. */
function readBlock(lines: string[], at: number, out: string[], state: State): number {
  const line = lines[at] ?? '';
  if (line === '') return at + 1;
  const next = lines[at + 1] ?? '';
  // Overline, title, underline.
  if (
    underline.test(line) &&
    underline.test(lines[at + 2] ?? '') &&
    next.trim() !== '' &&
    line[0] === lines[at + 2]?.[0]
  ) {
    out[at + 1] = heading(next.trim(), `${line[0]}${line[0]}`, state);
    return at + 3;
  }
  if (
    underline.test(next) &&
    next.trim().length >= Math.min(3, line.trim().length) &&
    !/^\s/.test(line) &&
    !underline.test(line)
  ) {
    out[at] = heading(line, next[0] ?? '', state);
    return at + 2;
  }
  const named = directive.exec(line);
  if (named !== null) return readDirective(lines, at, named, out, state);
  if (/^\s*\.\.(?:\s|$)/.test(line)) {
    const note = /^\s*\.\.\s+\[#?([\w.*-]*)\]\s*(.*)$/.exec(line);
    if (note !== null) {
      out[at] = `[^${note[1] || 'note'}]: ${inline(note[2] ?? '', state)}`;
      return at + 1;
    }
    return behindIndented(lines, at + 1, indentOf(line));
  }
  let to = at;
  while (to < lines.length && lines[to] !== '') to += 1;
  const table = /^\s*[=+|-]/.test(line) ? readTextTable(lines.slice(at, to)) : null;
  if (table !== null && /^\s*(?:[=+]|[-|])/.test(line) && !/^\s*[-*+|]\s/.test(line)) {
    writeTable(table.rows, at, out, state);
    return to;
  }
  if (line.trim() === '::') {
    return writeCode(lines, at + 1, out, indentOf(line), at);
  }
  // A term with its meaning indented below it.
  if (
    next !== '' &&
    indentOf(next) > indentOf(line) &&
    !/^\s*(?:[-*+•]|\(?[\w#]{1,3}[.)])\s/.test(line) &&
    !line.endsWith('::')
  ) {
    if (line.trim().length <= 120 && !/[.!?:,]$/.test(line)) {
      let end = at + 1;
      while (end < lines.length && lines[end] !== '' && indentOf(lines[end] ?? '') > indentOf(line)) end += 1;
      const meaning = lines
        .slice(at + 1, end)
        .map((each) => each.trim())
        .join(' ');
      out[at] = `- ${inline(line.trim().replace(/\s+:\s+\w+$/, ''), state)}: ${inline(meaning, state)}`;
      return end;
    }
  }
  out[at] = textLine(line, state);
  if (line.endsWith('::')) return writeCode(lines, at + 1, out, indentOf(line), null);
  return at + 1;
}

function readDirective(
  lines: string[],
  at: number,
  named: RegExpExecArray,
  out: string[],
  state: State,
): number {
  const [, indent = '', name = '', words = ''] = named;
  const kind = name.toLowerCase();
  let from = at + 1;
  while (/^\s+:[\w-]+:/.test(lines[from] ?? '')) from += 1;
  if (code.test(kind)) return writeCode(lines, from, out, indent.length, at);
  if (/^(?:image|figure)$/.test(kind)) {
    const alt = lines
      .slice(at + 1, from)
      .map((line) => /^\s+:alt:\s*(.*)$/.exec(line)?.[1])
      .find(Boolean);
    if (alt !== undefined) out[at] = `![${alt}](x)`;
    return kind === 'image' ? behindIndented(lines, from, indent.length) : from;
  }
  if (boxes.test(kind)) {
    const label = kind === 'admonition' ? words : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const rest = kind === 'admonition' ? '' : words;
    dedent(lines, from, indent.length);
    if (rest !== '') out[at] = `${label}: ${inline(rest, state)}`;
    else {
      const first = lines.findIndex((line, index) => index >= from && line !== '');
      if (first >= 0 && /^[\p{L}\p{N}*`:|"(]/u.test(lines[first] ?? ''))
        lines[first] = `${label}: ${lines[first]}`;
    }
    return from;
  }
  if (kind === 'list-table') return listTable(lines, from, at, words, out, state, indent.length);
  if (kind === 'csv-table') {
    const end = behindIndented(lines, from, indent.length);
    const header = lines
      .slice(at + 1, from)
      .map((line) => /^\s+:header:\s*(.*)$/.exec(line)?.[1])
      .find(Boolean);
    const rows = [
      ...(header === undefined ? [] : [header]),
      ...lines.slice(from, end).filter((line) => line !== ''),
    ].map((line) =>
      line
        .trim()
        .split(/,\s*(?=(?:[^"]*"[^"]*")*[^"]*$)/)
        .map((cell) => cell.replace(/^"|"$/g, '')),
    );
    writeTable(rows, at, out, state);
    return end;
  }
  if (shown.test(kind)) {
    if (words !== '') out[at] = `**${inline(words, state)}**`;
    dedent(lines, from, indent.length);
    return from;
  }
  return behindIndented(lines, from, indent.length);
}

/** `* - cell` begins a row, `  - cell` goes on with it. */
function listTable(
  lines: string[],
  from: number,
  at: number,
  title: string,
  out: string[],
  state: State,
  indent: number,
): number {
  const end = behindIndented(lines, from, indent);
  const rows: string[][] = [];
  for (const line of lines.slice(from, end)) {
    const cell = /^\s*(\*\s+)?-\s*(.*)$/.exec(line);
    if (cell === null) {
      const row = rows.at(-1);
      if (row !== undefined && row.length > 0 && line !== '') row[row.length - 1] += ` ${line.trim()}`;
    } else if (cell[1] !== undefined) rows.push([cell[2] ?? '']);
    else rows.at(-1)?.push(cell[2] ?? '');
  }
  if (title !== '') out[at] = `**${inline(title, state)}**`;
  writeTable(rows, title === '' ? at : at + 2, out, state);
  return end;
}

function writeTable(rows: string[][], at: number, out: string[], state: State): void {
  const width = Math.max(...rows.map((row) => row.length), 1);
  const lines = rows.map(
    (row) =>
      `| ${Array.from({ length: width }, (_, column) => inline(row[column] ?? '', state).replaceAll('|', '\\|')).join(' | ')} |`,
  );
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  for (const [nth, line] of lines.entries()) if (at + nth < out.length) out[at + nth] = line;
}

function writeCode(
  lines: string[],
  from: number,
  out: string[],
  indent: number,
  fence: number | null,
): number {
  const end = behindIndented(lines, from, indent);
  let last = end;
  while (last > from && lines[last - 1] === '') last -= 1;
  const first = lines.findIndex((line, index) => index >= from && line !== '');
  if (first < 0 || first >= last) return end;
  const opening = fence ?? first - 1;
  out[opening] = out[opening] === undefined || out[opening] === '' ? '```' : out[opening];
  const depth = Math.min(
    ...lines
      .slice(first, last)
      .filter((line) => line !== '')
      .map(indentOf),
  );
  for (let index = first; index < last; index += 1) out[index] = (lines[index] ?? '').slice(depth);
  if (last < out.length) out[last] = '```';
  return end;
}

function heading(text: string, style: string, state: State): string {
  let level = state.levels.indexOf(style);
  if (level < 0) level = state.levels.push(style) - 1;
  return `${'#'.repeat(Math.min(6, level + 1))} ${inline(text, state)}`;
}

function textLine(line: string, state: State): string {
  const field = /^(\s*):([\w -]{1,40}):\s+(\S.*)$/.exec(line);
  if (field !== null && !/^(?:orphan|tocdepth|nocomments)$/.test(field[2] ?? ''))
    return `- ${field[2]}: ${inline(field[3] ?? '', state)}`;
  return inline(line, state)
    .replace(/^(\s*)#\.\s/, '$11. ')
    .replace(/^(\s*)(\(?[a-z][.)]\s+\S)/, '$1- $2')
    .replace(/^(\s*)\|\s/, '$1')
    .replace(/::$/, ':');
}

function inline(text: string, state: State): string {
  return text
    .replace(/\[STRIKEOUT:[^\]]{0,300}\]\s?/g, '')
    .replace(/:(?:sup|superscript):`([^`]{0,300})`(?:\\ )?/g, '<sup>$1</sup>')
    .replace(/:(?:sub|subscript):`([^`]{0,300})`(?:\\ )?/g, '<sub>$1</sub>')
    .replace(/:[\w:.+-]+:`~?([^`<]{0,300}?)\s*<[^`>]{0,300}>`/g, '$1')
    .replace(/:[\w:.+-]+:`[~!]?([^`]{0,300})`/g, '$1')
    .replace(/\\ /g, '')
    .replace(/``([^`]{1,300})``/g, '`$1`')
    .replace(/`([^`<]{1,300}?)\s*<[^`>]{0,300}>`__?/g, '$1')
    .replace(/`([^`]{1,300})`__?/g, '$1')
    .replace(/\s?\[#?([\w.*-]+)\]_(?!\w)/g, '[^$1]')
    .replace(/\|([^|\s][^|]{0,80})\|/g, (whole, name: string) => state.replaced.get(name) ?? whole)
    .replace(/(\w)__?(?=[\s.,;:!?)]|$)/g, '$1');
}

function replacements(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const match = /^\s*\.\.\s+\|([^|]+)\|\s+replace::\s*(.*)$/.exec(line);
      return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
    }),
  );
}

/** The content of a box is read as text of its own. */
function dedent(lines: string[], from: number, indent: number): void {
  const end = behindIndented(lines, from, indent);
  const depth = Math.min(
    ...lines
      .slice(from, end)
      .filter((line) => line !== '')
      .map(indentOf),
    80,
  );
  for (let index = from; index < end; index += 1) {
    const line = lines[index] ?? '';
    lines[index] = line === '' ? '' : ' '.repeat(indent) + line.slice(depth);
  }
}

function behindIndented(lines: readonly string[], from: number, indent: number): number {
  let at = from;
  while (at < lines.length && (lines[at] === '' || indentOf(lines[at] ?? '') > indent)) at += 1;
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
