import { extensionOf } from './formats.ts';
import { parserLimits } from './limits.ts';
import { type Rejected, rejected } from './rejected.ts';

/** A file that is read line by line and never held whole. */
export function isCorpusName(name: string): boolean {
  return ['jsonl', 'ndjson'].includes(extensionOf(name));
}

/** Refuses a file by its size in bytes, before any of it is read. Null = it may come. */
export function checkSize(name: string, bytes: number, maxFileBytes: number): Rejected | null {
  if (bytes === 0) return rejected('empty', 'The file is empty.');
  const limit = isCorpusName(name) ? parserLimits.corpusFileBytes : maxFileBytes;
  if (bytes <= limit) return null;
  const megabytes = (count: number): string => `${Math.ceil(count / 1024 / 1024)} MB`;
  return rejected(
    'too-large',
    `The file has ${megabytes(bytes)}; the limit is ${megabytes(limit)}. Divide it, or upload its text only.`,
  );
}
