import { isOmission } from '../../text/omission-mark.ts';
import { wordsOf } from '../../text/words/words-to-compare.ts';

/** A row of a table, `Name: x | Name: y | …`: its cells by their words alone. */
export type TableRow = ReadonlySet<string>;

const betweenCells = ' | ';
/** A line with fewer cells is a sentence with a bar in it. */
const fewestCells = 3;

/** The rows of tables in texts. */
export function rowsIn(texts: readonly string[]): TableRow[] {
  return texts
    .flatMap((text) => text.split('\n'))
    .map((line) => line.split(betweenCells))
    .filter((cells) => cells.length >= fewestCells)
    .map((cells) => new Set(cells.map(wordsAlone)));
}

/** Whether a text is cells of one row, each whole, with others left out: what those say does not reach the quoted ones. */
export function quotesRow(text: string, rows: readonly TableRow[]): boolean {
  const cells = text.split(betweenCells).filter((cell) => !isOmission(cell));
  return cells.length >= 2 && rows.some((row) => cells.every((cell) => row.has(wordsAlone(cell))));
}

/** Words with the signs that change what a figure means. */
export const wordsAlone = (sentence: string): string =>
  [...wordsOf(sentence), ...(sentence.match(/[$€£%]/g) ?? [])].join(' ');
