/** A row of cells, one a column; or a text that stands over the rows below it. */
export type TextRow = { cells: string[] } | { banner: string };

/** `names`: of the columns, '' where one has none; null for a table without names. `pairs`: the first cell names the second. */
export type TextTable = { names: string[] | null; pairs: boolean; rows: TextRow[] };

const JOINT = ' | ';
const NAMED = /^([^|]{1,100}?): (.*)$/s;
const LABELLED = /^(.{1,100}?): (.+)$/s;
/** With more columns the names were none. */
const MOST_COLUMNS = 40;

/**
 * The text of a table in columns again, as `knowledge/parsers/tables/table-text.ts` wrote it: `Name: Ada | City: London`. No
 * text is lost: what fits no column stays in the cell before it. Null where it makes no table.
 */
export function tableRows(text: string): TextTable | null {
  const lines = text.split('\n');
  const wide = lines.filter((line) => line.includes(JOINT)).map((line) => line.split(JOINT));
  if (wide.length === 0) return pairs(lines);
  const segments = wide.flat();
  const named = segments.filter((segment) => NAMED.test(segment)).length;
  if (named * 2 < segments.length) return plain(lines);
  const names = columnsOf(wide);
  return names.length > MOST_COLUMNS ? null : withNames(lines, names);
}

/**
 * The names in the order of their columns. A row may lack some, so no row may tell all: each says which of its names come
 * after which, and where none says it, the name that was seen first comes first.
 */
function columnsOf(wide: readonly (readonly string[])[]): string[] {
  const behind = new Map<string, Set<string>>();
  for (const segments of wide) {
    const own = segments.flatMap((segment) => NAMED.exec(segment)?.[1] ?? []);
    for (const [at, name] of own.entries()) {
      const before = behind.get(name) ?? new Set();
      behind.set(name, before);
      const previous = own[at - 1];
      if (previous !== undefined && previous !== name) before.add(previous);
    }
    if (behind.size > MOST_COLUMNS) break;
  }
  const names: string[] = [];
  while (behind.size > 0) {
    const left = [...behind];
    // Rows that contradict each other leave no name that nothing stands before.
    const [name] = left.find(([, before]) => ![...before].some((other) => behind.has(other))) ??
      left[0] ?? [''];
    names.push(name);
    behind.delete(name);
  }
  return names;
}

type Cells = Map<string, string>;

/** `lead`: a column without a name, in front of the others. */
const LEAD = '';

function withNames(lines: readonly string[], names: readonly string[]): TextTable {
  const rows: (Cells | string)[] = [];
  // Only rows of several lines have empty lines between them, and only those have cells of several lines.
  const isTall = lines.includes('');
  let group: string | null = null;
  let isNext = false;
  for (const line of lines) {
    const before = isNext ? rows.at(-1) : undefined;
    isNext = line !== '';
    if (!isNext) continue;
    const segments = line.split(JOINT);
    if (segments.length === 1 && !isNamed(line, names)) {
      if (isTall && before instanceof Map) addToLast(before, line, '\n');
      else {
        group = line;
        rows.push(line);
      }
      continue;
    }
    const cells = cellsOf(segments.length > 1 && segments[0] === group ? segments.slice(1) : segments, names);
    if (before instanceof Map && goesOn(before, cells)) {
      for (const [name, cell] of cells) before.set(name, cell);
    } else rows.push(cells);
  }
  const hasLead = rows.some((row) => row instanceof Map && row.has(LEAD));
  const columns = hasLead ? [LEAD, ...names] : [...names];
  return {
    names: columns,
    pairs: false,
    rows: rows.map((row) =>
      row instanceof Map ? { cells: columns.map((name) => row.get(name) ?? '') } : { banner: row },
    ),
  };
}

function isNamed(segment: string, names: readonly string[]): boolean {
  const name = NAMED.exec(segment)?.[1];
  return name !== undefined && names.includes(name);
}

function cellsOf(segments: readonly string[], names: readonly string[]): Cells {
  const cells: Cells = new Map();
  for (const segment of segments) {
    const [, name, value] = NAMED.exec(segment) ?? [];
    if (name !== undefined && value !== undefined && names.includes(name) && !cells.has(name))
      cells.set(name, value);
    else if (names.includes(segment) && !cells.has(segment)) cells.set(segment, segment);
    else if (cells.size === 0) cells.set(LEAD, segment);
    else addToLast(cells, segment, JOINT);
  }
  return cells;
}

function addToLast(cells: Cells, text: string, glue: string): void {
  const last = [...cells.keys()].at(-1);
  if (last !== undefined) cells.set(last, `${cells.get(last)}${glue}${text}`);
}

/** A row with long cells has a line a cell, each behind the cells that name the row; or behind a question. */
function goesOn(row: Cells, next: Cells): boolean {
  const shared = [...next].filter(([name]) => row.has(name));
  if (shared.some(([name, cell]) => row.get(name) !== cell) || shared.length === next.size) return false;
  if (shared.length > 0) return true;
  return row.size >= 1 && next.size === 1 && /[.?!]$/.test([...row.values()][0] ?? '');
}

function plain(lines: readonly string[]): TextTable {
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.split(JOINT));
  const width = Math.max(...rows.map((row) => row.length));
  return {
    names: null,
    pairs: false,
    rows: rows.map((row) =>
      row.length === 1
        ? { banner: row[0] ?? '' }
        : { cells: [...row, ...Array<string>(width - row.length).fill('')] },
    ),
  };
}

/** Lines of `label: value`; where all have the same label, it is the name of one column. */
function pairs(lines: readonly string[]): TextTable | null {
  const rows = lines.flatMap((line): TextRow[] => {
    if (line.trim() === '') return [];
    const [, label, value] = LABELLED.exec(line) ?? [];
    return label === undefined || value === undefined ? [{ banner: line }] : [{ cells: [label, value] }];
  });
  const both = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  if (both.length === 0) return null;
  const label = both[0]?.[0] ?? '';
  if (both.length < 2 || both.some(([first]) => first !== label)) return { names: null, pairs: true, rows };
  const values = rows.map((row): TextRow => ('cells' in row ? { cells: row.cells.slice(1) } : row));
  return { names: [label], pairs: false, rows: values };
}
