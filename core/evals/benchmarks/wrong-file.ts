import { AppError } from '../../errors.ts';

export const NOTHING_COUNTED = 'Nothing was counted. Mend the file and run the command again.';

/** What a benchmark's file has wrong, in words: the file, the line where one is known, the field. */
export function wrongFile(file: string, line: number | null, what: string): AppError {
  return new AppError(
    'cli.file',
    line === null ? `${file}: ${what}` : `${file}, line ${line}: ${what}`,
    NOTHING_COUNTED,
  );
}
