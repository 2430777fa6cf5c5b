import { columnsOf, readTable, type TableRow } from '../csv-table.ts';
import { wrongFile } from '../wrong-file.ts';
import { LETTERS, type Letter, type Question } from './questions.ts';

/** A recorded answer to row `row` (from 0) of a subject's test file; null is one that is none of A–D. */
export type Prediction = { subject: string; row: number; letter: Letter | null };

/** What counts for a letter that is not among the model's most likely ones. */
const MISSING_LOGPROB = -100;

/**
 * Reads `subject,row,prediction`, or `subject,row,A,B,C,D` with the log-probability of each letter, where the largest
 * is the answer. Throws with the line and the field where a row is not of the test files, or stands there twice.
 */
export function readPredictions(
  file: string,
  text: string,
  tests: ReadonlyMap<string, readonly Question[]>,
): Prediction[] {
  const [header, ...rows] = readTable(file, text);
  const at = columnsOf(file, header, ['subject', 'row'] as const);
  const letterOf = letterReader(file, header);
  const seen = new Set<string>();
  return rows.map((row) => {
    const subject = row.cells[at.subject]?.trim() ?? '';
    const questions = tests.get(subject);
    if (questions === undefined)
      throw wrongFile(file, row.line, `"subject" is "${subject}", which has no test file.`);
    const given = row.cells[at.row]?.trim() ?? '';
    const index = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (!(index < questions.length))
      throw wrongFile(
        file,
        row.line,
        `"row" must be 0 to ${questions.length - 1} for ${subject}, not "${given}".`,
      );
    if (seen.has(`${subject} ${index}`))
      throw wrongFile(file, row.line, `row ${index} of ${subject} was answered before.`);
    seen.add(`${subject} ${index}`);
    return { subject, row: index, letter: letterOf(row) };
  });
}

function letterReader(file: string, header: TableRow | undefined): (row: TableRow) => Letter | null {
  const has = (name: string) => header?.cells.some((cell) => cell.trim() === name) === true;
  if (!has('prediction') && LETTERS.some(has)) {
    const columns = columnsOf(file, header, LETTERS);
    return (row) => mostLikely(LETTERS.map((letter) => logprobOf(file, row, columns[letter], letter)));
  }
  const { prediction } = columnsOf(file, header, ['prediction'] as const);
  return (row) => {
    const given = row.cells[prediction];
    if (given === undefined) throw wrongFile(file, row.line, 'the field "prediction" is missing.');
    return LETTERS.find((letter) => letter === given.trim()) ?? null;
  };
}

function logprobOf(file: string, row: TableRow, column: number, letter: Letter): number {
  const given = row.cells[column]?.trim() ?? '';
  if (given === '') return MISSING_LOGPROB;
  const value = Number(given);
  if (Number.isNaN(value)) throw wrongFile(file, row.line, `"${letter}" must be a number, not "${given}".`);
  return value;
}

function mostLikely(logprobs: readonly number[]): Letter | null {
  return LETTERS[logprobs.indexOf(Math.max(...logprobs))] ?? null;
}
