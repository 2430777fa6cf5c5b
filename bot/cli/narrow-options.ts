import type { Command } from 'commander';
import type { SearchFilter } from '../../core/types.ts';
import { type FilterFields, readFilter } from '../../knowledge/filter/read-filter.ts';
import type { Searching } from '../assembly/app.ts';
import { knownCollection, usageError } from './context.ts';

/** What narrows a question or a search, as the command line gives it. */
export type NarrowOptions = {
  collection?: string;
  path?: string[];
  language?: string[];
  after?: string;
  before?: string;
};

/** The bounds of a search. */
export type Bounds = { collections?: string[]; filter?: SearchFilter };

/** Adds `--path`, `--language`, `--after` and `--before`. */
export function addNarrowOptions(command: Command): Command {
  const many = (value: string, earlier: string[] | undefined): string[] => [...(earlier ?? []), value];
  return command
    .option('--path <path>', 'only this folder, file or glob, such as "handbook/**/*.md"; repeatable', many)
    .option('--language <code>', 'only passages in this language, such as de; repeatable', many)
    .option('--after <day>', 'only documents whose text was published on this day (YYYY-MM-DD, UTC) or later')
    .option(
      '--before <day>',
      'only documents whose text was published on this day (YYYY-MM-DD, UTC) or earlier',
    );
}

/** Reads options, and the fields of a batch row that stand for them there. Throws a usage error in words. */
export function readNarrow(options: NarrowOptions, row: Record<string, unknown> = {}): SearchFilter | null {
  const fields: FilterFields = {
    paths: textsOf(row, 'path') ?? options.path,
    languages: textsOf(row, 'language') ?? options.language,
    after: textOf(row, 'after') ?? options.after,
    before: textOf(row, 'before') ?? options.before,
  };
  const read = readFilter(fields);
  if (read.kind === 'wrong') throw usageError(read.message);
  return read.filter;
}

/** The whole bounds: the filter and the collection, which must be there. */
export async function readBounds(
  app: Searching,
  options: NarrowOptions,
  row: Record<string, unknown> = {},
): Promise<Bounds> {
  const filter = readNarrow(options, row);
  const collection = textOf(row, 'collection') ?? options.collection;
  return {
    ...(collection === undefined ? {} : { collections: [await knownCollection(app, collection)] }),
    ...(filter === null ? {} : { filter }),
  };
}

function textOf(row: Record<string, unknown>, name: string): string | undefined {
  const value = row[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw usageError(`"${name}" must be a text`);
}

/** One text or a list of them. */
function textsOf(row: Record<string, unknown>, name: string): string[] | undefined {
  const value = row[name] ?? undefined;
  if (value === undefined) return undefined;
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.map((text) => {
    if (typeof text !== 'string') throw usageError(`"${name}" must be a text or a list of texts`);
    return text;
  });
}
