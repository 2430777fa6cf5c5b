import { parserLimits } from '../limits.ts';
import { squeeze, squeezeLines } from '../text/text-tidy.ts';
import { findHeader, isNumber } from './header.ts';

/** Rows of a table as text, and the index of the first and last row in it. */
export type TableChunk = { text: string; firstRow: number; lastRow: number };

const { rowOnOneLine, plainRowOnOneLine, plainCell, leadChars, labelChars } = parserLimits.block;

/**
 * A row that can be read, found and quoted alone: every cell carries its column's name, `Name: Ada | City: London`. One with
 * long cells has a line a cell, each behind what names the row, so that an answer quotes a cell and says of whom.
 * `group`: a label that stands over the rows.
 */
export function rowText(
  header: readonly string[] | null,
  row: readonly string[],
  group: string | null = null,
): string {
  const cells = row.map(cellText);
  const named = cells.map((cell, column) => {
    const name = header?.[column] ?? '';
    return cell === '' || name === '' || name === cell ? cell : `${name}: ${cell}`;
  });
  const filled = named.filter((cell) => cell !== '');
  if (filled.length === 0) return '';
  const line = [...(group === null ? [] : [group]), ...filled].join(' | ');
  const isPlain = cells.every((cell) => cell.length <= plainCell && !/[.!?]\s+\p{Lu}/u.test(cell));
  const longest = isPlain ? plainRowOnOneLine : rowOnOneLine;
  if ((line.length <= longest || header === null) && !line.includes('\n')) return line;
  const leads = leadColumns(header ?? [], cells);
  const lead = [...(group === null ? [] : [group]), ...leads.map((column) => named[column])].join(' | ');
  const rest = named.filter((cell, column) => cell !== '' && !leads.includes(column));
  // A question ends its sentence: what answers it stands on the next line.
  if (lead === '' || /[.?!]$/.test(lead)) return [lead, ...rest].filter((each) => each !== '').join('\n');
  return rest.map((cell) => `${lead} | ${cell}`).join('\n');
}

/** Rows as chunks of about a passage. Empty rows are left out; a row of one cell in a wider table is a label or a note. */
export function tableChunks(header: readonly string[] | null, rows: readonly string[][]): TableChunk[] {
  const names = header?.map((name) => squeezeLines(name).replaceAll('\n', ' ')) ?? null;
  const isPairs = names === null && rows.length > 0 && rows.every(isPair);
  const chunks: TableChunk[] = [];
  let current: TableChunk | null = null;
  let tall = false;
  let group: string | null = null;
  for (const [index, row] of rows.entries()) {
    const banner = row.length === 1 && (names?.length ?? 2) > 1 ? cellText(row[0] ?? '') : null;
    if (banner !== null) group = isLabel(banner) ? banner : null;
    const text = banner ?? (isPairs ? pairText(row) : rowText(names, row, group));
    if (text === '') continue;
    const wasTall = tall;
    tall = text.includes('\n') || (isPairs && text.length >= parserLimits.block.wrappedChars);
    if (current !== null && current.text.length + text.length <= parserLimits.block.table) {
      current.text += `${tall || wasTall ? '\n\n' : '\n'}${text}`;
      current.lastRow = index;
    } else {
      current = { text, firstRow: index, lastRow: index };
      chunks.push(current);
    }
  }
  return chunks;
}

/** Header and body of a table whose format marks no header. Lines above the header stay with the body. */
export function splitHeader(rows: string[][]): { header: string[] | null; body: string[][] } {
  const { captions, names, body } = findHeader(rows);
  if (names === null) return { header: null, body: rows };
  return { header: names, body: [...captions.map((at) => rows[at] ?? []), ...rows.slice(body)] };
}

/** A short list in a cell becomes one line; long texts keep their lines. */
function cellText(cell: string): string {
  const lines = squeezeLines(cell);
  if (!lines.includes('\n') || lines.length > rowOnOneLine) return lines;
  return lines
    .split('\n')
    .map((line, at, all) => {
      if (at === all.length - 1) return line;
      return /[:;,.!?–-]$/.test(line) ? `${line} ` : `${line}; `;
    })
    .join('');
}

/** The first cell names the row, and so do cells of columns that hold names. */
function leadColumns(header: readonly string[], cells: readonly string[]): number[] {
  const leads: number[] = [];
  let chars = 0;
  for (const [column, cell] of cells.entries()) {
    const mayLead = leads.length === 0 || /\bname\b/i.test(header[column] ?? '');
    if (cell === '' || !mayLead || cell.includes('\n') || chars + cell.length > leadChars) {
      if (leads.length === 0 && cell !== '') break;
      continue;
    }
    leads.push(column);
    chars += cell.length;
  }
  return leads.length === cells.filter((cell) => cell !== '').length ? [] : leads;
}

const isPair = (row: readonly string[]): boolean =>
  row.length <= 2 && (row.length === 1 || isLabel(squeeze(row[0] ?? '')));

function pairText(row: readonly string[]): string {
  const [label = '', value = ''] = row.map(cellText);
  return value === '' ? label : `${label.replace(/\s*:$/, '')}: ${value}`;
}

function isLabel(text: string): boolean {
  return text !== '' && text.length <= labelChars && !/[.!?;]$/.test(text) && !isNumber(text);
}
