import { parseDocument } from 'yaml';
import { wrongFile } from '../wrong-file.ts';
import type { Value } from './python/values.ts';

/** A task or a group as its YAML has it, with what it includes. */
export type RawConfig = { file: string; fields: { [field: string]: Value } };
/** Reads a text by path; null where there is no such file. Joins a path to the folder of a file. */
export type Files = {
  read(file: string): Promise<string | null>;
  beside(file: string, name: string): string;
};

/** What a Python function is read as, so that it can be refused by name where it counts. */
const FUNCTION_MARK = '!function ';

/** A function's name where a field holds one. */
export function pythonFunction(value: Value | undefined): string | null {
  return typeof value === 'string' && value.startsWith(FUNCTION_MARK)
    ? value.slice(FUNCTION_MARK.length)
    : null;
}

/** Reads a YAML file and what it includes; its own fields win. Throws with the line that is broken. */
export async function readConfig(
  files: Files,
  file: string,
  seen: readonly string[] = [],
): Promise<RawConfig> {
  const text = await files.read(file);
  if (text === null)
    throw wrongFile(seen.at(-1) ?? file, null, `the field "include" names ${file}, which is not there.`);
  if (seen.includes(file)) throw wrongFile(file, null, 'it includes itself.');
  const { include, ...own } = parseFields(file, text);
  let inherited: { [field: string]: Value } = {};
  for (const name of include === undefined ? [] : Array.isArray(include) ? include : [include]) {
    if (typeof name !== 'string') throw wrongFile(file, null, 'the field "include" must be a file name.');
    const parent = await readConfig(files, files.beside(file, name), [...seen, file]);
    inherited = { ...inherited, ...parent.fields };
  }
  return { file, fields: { ...inherited, ...own } };
}

function parseFields(file: string, text: string): { [field: string]: Value } {
  // Python's YAML is version 1.1, where yes and no are true and false.
  const document = parseDocument(text, {
    version: '1.1',
    customTags: [{ tag: '!function', resolve: (name: string) => `${FUNCTION_MARK}${name}` }],
  });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw wrongFile(
      file,
      broken.linePos?.[0].line ?? null,
      broken.message.split('\n')[0] ?? 'this is not YAML.',
    );
  const fields: unknown = document.toJS();
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields))
    throw wrongFile(file, null, 'a YAML mapping is expected.');
  return fields as { [field: string]: Value };
}
