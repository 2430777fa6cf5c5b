import { columnsOf, readTable, type TableRow } from '../csv-table.ts';
import { wrongFile } from '../wrong-file.ts';
import { sigmoid } from './length-ridge.ts';

/** What AlpacaEval's fit found for a model: log odds a unit of difficulty, and without it. */
export type ModelWeights = { difficulty: number; intercept: number };

const DIFFICULTY = 'instruction_difficulty';
const INTERCEPT = 'not_gamed_baseline.astype(float)';

/** Reads the weights of one model from AlpacaEval's table. Throws where the model or a column is missing. */
export function readModelWeights(file: string, text: string, model: string): ModelWeights {
  const [header, ...rows] = readTable(file, text);
  const at = columnsOf(file, header, [DIFFICULTY, INTERCEPT] as const);
  const row = rows.find(({ cells }) => cells[0] === model);
  if (row === undefined) throw wrongFile(file, null, `there is no row for the model "${model}".`);
  return {
    difficulty: numberOf(file, row, at[DIFFICULTY], DIFFICULTY),
    intercept: numberOf(file, row, at[INTERCEPT], INTERCEPT),
  };
}

/** Reads the difficulty of each instruction, in the order of the evaluation set. */
export function readDifficulties(file: string, text: string): number[] {
  const [header, ...rows] = readTable(file, text);
  const at = columnsOf(file, header, [DIFFICULTY] as const);
  return rows.map((row) => numberOf(file, row, at[DIFFICULTY], DIFFICULTY));
}

/**
 * The share that each verdict would have at equal length, in per cent. Difficulties go by the position of the row
 * among those that have a verdict, as the published rates do, even where a verdict is missing before it.
 */
export function fittedShares(weights: ModelWeights, difficulties: readonly number[]): number[] {
  return difficulties.map((difficulty) => 100 * sigmoid(weights.difficulty * difficulty + weights.intercept));
}

function numberOf(file: string, row: TableRow, column: number, name: string): number {
  const given = row.cells[column]?.trim() ?? '';
  const value = Number(given);
  if (given === '' || !Number.isFinite(value))
    throw wrongFile(file, row.line, `"${name}" must be a number, not "${given}".`);
  return value;
}
