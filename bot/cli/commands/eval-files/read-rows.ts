import { usageError } from '../../context.ts';
import type { Io } from '../../io.ts';
import { whyUnreadable } from '../../words.ts';

/** The text of a file without a byte-order mark. Throws a usage error where it cannot be read. */
export async function readSource(io: Io, file: string): Promise<string> {
  const source = await io.read(file).catch((error: unknown) => {
    throw usageError(`${file} cannot be read: ${whyUnreadable(error)}.`);
  });
  return source.replace(/^\ufeff/, '');
}

/** Lines without their ends; the end of the last line begins no other. */
export function splitLines(source: string): string[] {
  if (source === '') return [];
  return source.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** A JSON object of a line, read field by field; what is wrong is said with file, line and field. */
export type Row = {
  line: number;
  value(name: string): unknown;
  text(name: string): string;
  number(name: string): number;
  /** A text or a number, as text. */
  id(name: string): string;
  fail(why: string): Error;
};

/** Reads JSON Lines of which every line must be right. Blank lines are skipped; a file without lines is refused. */
export async function readRows(io: Io, file: string): Promise<Row[]> {
  const source = await readSource(io, file);
  const rows = splitLines(source).flatMap((content, at) =>
    content.trim() === '' ? [] : [rowOf(file, at + 1, content)],
  );
  if (rows.length === 0) throw usageError(`${file} is empty.`, 'Give JSON Lines, at least one.');
  return rows;
}

function rowOf(file: string, line: number, content: string): Row {
  const fail = (why: string) => usageError(`${file}, line ${line}: ${why}.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw fail('it is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw fail('it is not a JSON object');
  const fields = parsed as Record<string, unknown>;
  const value = (name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const wanted = <T>(name: string, kind: string, fits: (one: unknown) => one is T): T => {
    const one = value(name);
    if (one === undefined) throw fail(`"${name}" is missing`);
    if (!fits(one)) throw fail(`"${name}" must be ${kind}`);
    return one;
  };
  return {
    ...{ line, value, fail },
    text: (name) => wanted(name, 'a text', (one) => typeof one === 'string'),
    number: (name) => wanted(name, 'a number', (one): one is number => Number.isFinite(one)),
    id: (name) =>
      String(wanted(name, 'a text or a number', (one) => typeof one === 'string' || typeof one === 'number')),
  };
}
