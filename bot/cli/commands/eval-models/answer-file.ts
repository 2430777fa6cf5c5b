import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';

/** A file that grows by a line an answer, so that whatever ends a command costs at most what was under way. */
export type AnswerFile = {
  /** The lines of earlier commands. */
  lines: string[];
  /** Resolves once the line is written. */
  append(line: string): Promise<void>;
};

/** Opens or makes it. A last line that was not written to its end is taken off. */
export async function openAnswerFile(file: string): Promise<AnswerFile> {
  await mkdir(path.dirname(file), { recursive: true });
  const bytes = existsSync(file) ? await readFile(file) : Buffer.alloc(0);
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  if (whole.length < bytes.length) await truncate(file, whole.length);
  let last = Promise.resolve();
  return {
    lines: whole
      .toString('utf8')
      .split(/\r?\n/)
      .filter((line) => line !== ''),
    append(line) {
      last = last.then(() => appendFile(file, `${line}\n`));
      return last;
    },
  };
}

/** One that is kept nowhere. */
export function openNoFile(): AnswerFile {
  return { lines: [], append: () => Promise.resolve() };
}
