import { usageError } from '../../context.ts';
import type { Io } from '../../io.ts';
import { readSource, splitLines } from './read-rows.ts';

/** Texts of a file in order; `line` counts from 1, `id` is null where the file has none. */
export type TextFile = { file: string; rows: { id: string | null; texts: string[]; line: number }[] };

/**
 * Reads texts: a .jsonl file has `{"id"?,"text"}` a line, where `text` may be a list of texts that all count; any other
 * file has one text a line. Throws a usage error that names the line and the field.
 */
export async function readTexts(io: Io, file: string): Promise<TextFile> {
  const source = await readSource(io, file);
  const rows = /\.(?:jsonl|ndjson)$/i.test(file) ? readJsonTexts(file, source) : plainLines(source);
  if (rows.length === 0) throw usageError(`${file} is empty.`, 'Give a file with at least one text.');
  return { file, rows };
}

function plainLines(source: string): TextFile['rows'] {
  return splitLines(source).map((text, at) => ({ id: null, texts: [text], line: at + 1 }));
}

function readJsonTexts(file: string, source: string): TextFile['rows'] {
  const lineOf = new Map<string, number>();
  const rows = splitLines(source).flatMap((content, at) => {
    if (content.trim() === '') return [];
    const line = at + 1;
    const fail = (why: string) => usageError(`${file}, line ${line}: ${why}.`);
    const value = parse(content);
    if (typeof value === 'string') return [{ id: null, texts: [value], line }];
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw fail(value === undefined ? 'it is not JSON' : 'it is not a JSON object');
    const { id = null, text } = value as { id?: unknown; text?: unknown };
    if (id !== null && typeof id !== 'string' && typeof id !== 'number')
      throw fail('"id" must be a text or a number');
    const texts: unknown[] = Array.isArray(text) ? text : [text];
    if (texts.length === 0 || !texts.every((one) => typeof one === 'string'))
      throw fail('"text" must be a text');
    const earlier = id === null ? undefined : lineOf.get(String(id));
    if (earlier !== undefined) throw fail(`"id" ${JSON.stringify(id)} is on line ${earlier} already`);
    if (id !== null) lineOf.set(String(id), line);
    return [{ id: id === null ? null : String(id), texts, line }];
  });
  const bare = rows.find(({ id }) => id === null);
  if (bare !== undefined && lineOf.size > 0)
    throw usageError(`${file}, line ${bare.line}: "id" is missing, but other lines have one.`);
  return rows;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Holds texts against references: by id where both files have ids, else line by line. */
export function pairTexts(
  hypotheses: TextFile,
  references: readonly TextFile[],
): { ids: string[]; texts: string[]; references: { text: string; file: string; line: number }[][] } {
  const paired = hypotheses.rows.map(() => [] as { text: string; file: string; line: number }[]);
  for (const reference of references)
    for (const [at, { texts, line }] of alike(hypotheses, reference).entries())
      paired[at]?.push(...texts.map((text) => ({ text, file: reference.file, line })));
  const texts = hypotheses.rows.map(({ texts: own, line }) => {
    const [text = '', ...more] = own;
    if (more.length > 0)
      throw usageError(`${hypotheses.file}, line ${line}: "text" must be one text, not a list.`);
    return text;
  });
  const ids = hypotheses.rows.map(({ id }, at) => id ?? references[0]?.rows[at]?.id ?? String(at + 1));
  return { ids, texts, references: paired };
}

/** The rows of `other` in the order of `base`. */
function alike(base: TextFile, other: TextFile): TextFile['rows'] {
  const named = (file: TextFile): boolean => file.rows[0]?.id !== null;
  if (!named(base) || !named(other)) {
    if (base.rows.length === other.rows.length) return other.rows;
    throw usageError(
      `${base.file} has ${base.rows.length} texts, ${other.file} has ${other.rows.length}.`,
      'Line n of one belongs to line n of the other: give both the same number of lines.',
    );
  }
  const byId = new Map(other.rows.map((row) => [row.id, row]));
  const extra = other.rows.find(({ id }) => !base.rows.some((row) => row.id === id));
  if (
    extra !== undefined &&
    base.rows.length <= other.rows.length &&
    base.rows.every(({ id }) => byId.has(id))
  )
    throw usageError(
      `${other.file}, line ${extra.line}: "id" ${JSON.stringify(extra.id)} is not in ${base.file}.`,
    );
  return base.rows.map(({ id, line }) => {
    const row = byId.get(id);
    if (row !== undefined) return row;
    throw usageError(`${base.file}, line ${line}: "id" ${JSON.stringify(id)} is not in ${other.file}.`);
  });
}
