import type { Store } from '../schema.ts';

/** A kind of file in an export: JSON Lines, one row a line. */
export type OpenFile<Field extends string = string> = {
  name: string;
  /** What it holds, for the README. */
  holds: string;
  /** Every field of a row and its meaning. */
  fields: Readonly<Record<Field, string>>;
  rows(store: Store): AsyncIterable<Readonly<Record<Field, unknown>>>;
};

/** Keeps the rows of a file to the fields that are explained. */
export const openFile = <Field extends string>(file: OpenFile<Field>): OpenFile => file;

/** Rows read at once: a bot that runs is not held up by more. */
const PAGE = 100;

/** All rows in the order of their id, page by page. */
export async function* inPages<Row extends { id: string }>(
  next: (after: string, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const rows = await next(after, PAGE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** A JSON column as data; null stays null. */
export function fromJson(text: string | null): unknown {
  return text === null ? null : (JSON.parse(text) as unknown);
}
