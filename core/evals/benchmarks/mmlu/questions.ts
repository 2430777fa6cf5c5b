import { columnsOf, readTable, type TableRow } from '../csv-table.ts';
import { wrongFile } from '../wrong-file.ts';

export const LETTERS = ['A', 'B', 'C', 'D'] as const;
export type Letter = (typeof LETTERS)[number];

/** A question as its file has it, nothing trimmed. */
export type Question = { question: string; choices: [string, string, string, string]; answer: Letter };

const COLUMNS = ['question', 'choice0', 'choice1', 'choice2', 'choice3', 'answer'] as const;

/**
 * Reads the questions of one subject: with the header `question,choice0..3,answer` (answer 0–3), or the original's
 * six columns without a header (answer A–D). Throws with file, line and field where the file is not of that kind.
 */
export function readQuestions(file: string, text: string): Question[] {
  const table = readTable(file, text);
  const [first] = table;
  if (first === undefined) throw wrongFile(file, null, 'the file is empty.');
  // A header names at least one of its columns; the original's rows end with a letter.
  const headed = first.cells.some((cell) => COLUMNS.some((name) => cell.trim() === name));
  if (!headed) return table.map((row) => questionOf(file, row, [0, 1, 2, 3, 4, 5]));
  const at = columnsOf(file, first, COLUMNS);
  const order = COLUMNS.map((name) => at[name]);
  return table.slice(1).map((row) => questionOf(file, row, order));
}

function questionOf(file: string, row: TableRow, order: number[]): Question {
  const [question = '', a = '', b = '', c = '', d = '', answer = ''] = order.map((column, at) => {
    const cell = row.cells[column];
    if (cell === undefined) throw wrongFile(file, row.line, `the field "${COLUMNS[at]}" is missing.`);
    return cell;
  });
  return { question, choices: [a, b, c, d], answer: answerOf(file, row.line, answer) };
}

function answerOf(file: string, line: number, cell: string): Letter {
  const given = cell.trim();
  const letter = /^[0-3]$/.test(given)
    ? LETTERS[Number(given)]
    : LETTERS.find((candidate) => candidate === given);
  if (letter === undefined)
    throw wrongFile(file, line, `the field "answer" must be 0–3 or A–D, not "${given}".`);
  return letter;
}
