import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Context, usageError } from '../../context.ts';
import { whyUnreadable } from '../../words.ts';

/** The text of a file that an option names. Throws a usage error in words when it cannot be read. */
export async function inputText(context: Context, file: string): Promise<string> {
  return context.io.read(file).catch((error: unknown) => {
    throw usageError(`${file} cannot be read: ${whyUnreadable(error)}.`);
  });
}

/** The names in a folder that an option names, in alphabetical order. Throws a usage error in words. */
export async function inputFolder(context: Context, folder: string): Promise<string[]> {
  const names = await readdir(path.resolve(context.io.cwd, folder)).catch((error: unknown) => {
    throw usageError(`${folder} cannot be read: ${whyUnreadable(error)}.`);
  });
  return names.sort();
}
