import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { AppError } from '../../core/errors.ts';

const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)\s*=(.*)$/;
const QUOTES = ['"', "'", '`'];

/**
 * The variables of a `.env` file; none where there is no such file. Throws AppError for a line whose value would not be
 * read as it stands.
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
    const wrong = key === undefined ? null : troubleWith(value);
    if (wrong === null) continue;
    throw new AppError(
      'config.env-file',
      `${file}, line ${index + 1}: the value of ${key} ${wrong.problem}`,
      wrong.hint,
    );
  }
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** A value is read whole or not at all: a key that was cut in silence would be found out at the worst moment. */
function troubleWith(text: string): { problem: string; hint: string } | null {
  const value = text.trimStart();
  const quote = QUOTES.find((mark) => value.startsWith(mark));
  if (quote === undefined)
    return /(?:^|\S)#/.test(text)
      ? {
          problem: 'holds a # and stands in no quotes: it would end there.',
          hint: 'Put the value in quotes; before a comment write a space.',
        }
      : null;
  const end = value.indexOf(quote, 1);
  // All lines up to the next quote would be read as one value, keys among them.
  if (end < 0)
    return {
      problem: `opens a quote (${quote}) that is not closed on that line.`,
      hint: 'Close it, or leave the quotes out. Values with line breaks are not read.',
    };
  return /^\s*(?:#.*)?$/.test(value.slice(end + 1))
    ? null
    : {
        problem: `goes on after its closing quote (${quote}): the rest would be lost.`,
        hint: `Put the whole value in quotes of another kind: ${QUOTES.filter((mark) => mark !== quote).join(' or ')}.`,
      };
}
