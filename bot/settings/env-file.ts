import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { AppError } from '../../core/errors.ts';

const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/;
const QUOTES = ['"', "'", '`'];

/**
 * The variables of a `.env` file; none where there is no such file. Throws AppError where a quote stays open at the
 * end of its line: all lines up to the next quote would be read as one value, keys among them.
 */
export function readEnvFile(file: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new AppError(
      'config.env-file',
      `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      'Make it readable for the user that runs Docent, or remove it.',
    );
  }
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, key, value = ''] = ASSIGNMENT.exec(line) ?? [];
    const quote = QUOTES.find((mark) => value.startsWith(mark));
    if (key === undefined || quote === undefined || value.indexOf(quote, 1) > 0) continue;
    throw new AppError(
      'config.env-file',
      `${file}, line ${index + 1}: the value of ${key} opens a quote (${quote}) that is not closed on that line.`,
      'Close it, or leave the quotes out. Values with line breaks are not read.',
    );
  }
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
