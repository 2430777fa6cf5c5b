import { columnsOf, readTable } from '../csv-table.ts';
import { wrongFile } from '../wrong-file.ts';
import type { Fields, Value } from './python/values.ts';
import type { TaskConfig } from './task-config.ts';

/** Finds a data file of a task and reads it; null where it is in none of the places. */
export type ReadData = (task: TaskConfig, name: string) => Promise<{ file: string; text: string } | null>;

/** The documents of a split. Throws and names the task and the field, or the file and the line, that is wrong. */
export async function readSplit(task: TaskConfig, split: string, read: ReadData): Promise<Fields[]> {
  const wrong = (field: string, why: string) =>
    wrongFile(task.file, null, `task ${task.task}: the field "${field}" ${why}`);
  const { dataset_path: path, dataset_kwargs: given } = task.fields;
  if (path !== 'json' && path !== 'csv')
    throw wrong(
      'dataset_path',
      `is ${JSON.stringify(path ?? null)}: only files (json, csv) are read, nothing is downloaded.`,
    );
  const options = given !== null && typeof given === 'object' && !Array.isArray(given) ? given : {};
  const { data_files: files = null, field = null } = options;
  const bySplit: Fields =
    files !== null && typeof files === 'object' && !Array.isArray(files) ? files : { train: files };
  const names = bySplit[split];
  if (names === undefined || names === null)
    throw wrong('dataset_kwargs', `has no "data_files" for the split "${split}".`);
  const docs: Fields[] = [];
  for (const name of Array.isArray(names) ? names : [names]) {
    const found = typeof name === 'string' ? await read(task, name) : null;
    if (found === null)
      throw wrong('dataset_kwargs', `names the data file ${JSON.stringify(name)}, which is not there.`);
    docs.push(
      ...(path === 'csv' ? csvRows(found.file, found.text) : jsonRows(found.file, found.text, field)),
    );
  }
  if (docs.length === 0) throw wrong('dataset_kwargs', `has no document in the split "${split}".`);
  return docs;
}

function csvRows(file: string, text: string): Fields[] {
  const [header, ...rows] = readTable(file, text);
  const names = header?.cells ?? [];
  columnsOf(file, header, names);
  const columns = names.map((_, at) => typed(rows.map(({ cells }) => cells[at] ?? '')));
  return rows.map((_, row) =>
    Object.fromEntries(names.map((name, at) => [name, columns[at]?.[row] ?? null])),
  );
}

/** A column whose cells are all numbers holds numbers. */
function typed(cells: readonly string[]): Value[] {
  const numbers = cells.every((cell) => /^[-+]?\d+(?:\.\d+)?$/.test(cell));
  return cells.map((cell) => (numbers ? Number(cell) : cell));
}

function jsonRows(file: string, text: string, field: Value): Fields[] {
  const source = text.replace(/^\ufeff/, '');
  const whole = parsed(source);
  const held = field !== null && isFields(whole) ? whole[String(field)] : whole;
  const rows = Array.isArray(held)
    ? held.map((row, at) => ({ row, line: null, at }))
    : source
        .split(/\r?\n/)
        .flatMap((line, at) => (line.trim() === '' ? [] : [{ row: parsed(line), line: at + 1, at }]));
  return rows.map(({ row, line, at }) => {
    if (isFields(row)) return row;
    throw wrongFile(
      file,
      line,
      line === null ? `row ${at} is not a JSON object.` : 'this is not a JSON object.',
    );
  });
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function isFields(value: Value | undefined): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
