import { wrongFile } from '../wrong-file.ts';

/** A judge's verdict on two answers to one instruction; `output2` is the model under test. */
export type Annotation = {
  instruction: string | null;
  output1: string | null;
  output2: string | null;
  generator1: string | null;
  generator2: string | null;
  annotator: string | null;
  /** 1 (the reference is better) to 2 (the model is better); null where the judge gave none. */
  preference: number | null;
  /** US dollars and seconds that the verdict took. */
  price: number | null;
  seconds: number | null;
  difficulty: number | null;
  /** The judge's reply as it came. */
  raw: unknown;
};

/** The leaderboard writes a draw as 0 in places. */
const DRAW = 1.5;

/** Reads AlpacaEval's annotation JSON. Throws with the row (from 0) and the field that is wrong. */
export function readAnnotations(file: string, text: string): Annotation[] {
  const rows = readRows(file, text).map((row, at) => annotationOf(file, row, at));
  for (const [at, { generator2 }] of rows.entries())
    if (generator2 !== rows[0]?.generator2)
      throw wrongFile(
        file,
        null,
        `row ${at}: "generator_2" is ${JSON.stringify(generator2)}, that of the rows before is ${JSON.stringify(rows[0]?.generator2)}. One model a file.`,
      );
  return rows;
}

/** An answer of a model to an instruction. */
export type Output = { instruction: string; output: string; generator: string | null };

/** Reads a model's answers (`model_outputs.json`). Throws with the row and the field that is wrong. */
export function readOutputs(file: string, text: string): Output[] {
  return readRows(file, text).map((row, at) => {
    const instruction = textOf(file, row, at, 'instruction');
    const output = textOf(file, row, at, 'output');
    if (instruction === null || output === null)
      throw wrongFile(
        file,
        null,
        `row ${at}: the field "${instruction === null ? 'instruction' : 'output'}" is missing.`,
      );
    return { instruction, output, generator: textOf(file, row, at, 'generator') };
  });
}

/** Fills in answers that the annotations do not hold, found by instruction. */
export function withOutputs(
  file: string,
  annotations: readonly Annotation[],
  side: 'output1' | 'output2',
  outputs: readonly Output[],
): Annotation[] {
  const byInstruction = new Map(outputs.map(({ instruction, output }) => [instruction, output]));
  return annotations.map((row, at) => {
    if (row[side] !== null) return row;
    const output = byInstruction.get(row.instruction ?? '');
    if (output === undefined)
      throw wrongFile(file, null, `there is no answer to the "instruction" of annotation ${at}.`);
    return { ...row, [side]: output };
  });
}

type Row = Record<string, unknown>;

function readRows(file: string, text: string): Row[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    throw wrongFile(file, null, `this is not JSON: ${why}.`);
  }
  if (!Array.isArray(parsed)) throw wrongFile(file, null, 'a JSON list is expected.');
  if (parsed.length === 0) throw wrongFile(file, null, 'the list is empty.');
  return parsed.map((row: unknown, at) => {
    if (row === null || typeof row !== 'object' || Array.isArray(row))
      throw wrongFile(file, null, `row ${at} is not a JSON object.`);
    return row as Row;
  });
}

function annotationOf(file: string, row: Row, at: number): Annotation {
  if (!('preference' in row)) throw wrongFile(file, null, `row ${at}: the field "preference" is missing.`);
  const preference = numberOf(file, row, at, 'preference');
  if (preference !== null && preference !== 0 && (preference < 1 || preference > 2))
    throw wrongFile(
      file,
      null,
      `row ${at}: "preference" must be 1 to 2, or 0 for a draw, not ${preference}.`,
    );
  return {
    instruction: textOf(file, row, at, 'instruction'),
    output1: textOf(file, row, at, 'output_1'),
    output2: textOf(file, row, at, 'output_2'),
    generator1: textOf(file, row, at, 'generator_1'),
    generator2: textOf(file, row, at, 'generator_2'),
    annotator: textOf(file, row, at, 'annotator'),
    preference: preference === 0 ? DRAW : preference,
    price: numberOf(file, row, at, 'price_per_example'),
    seconds: numberOf(file, row, at, 'time_per_example'),
    difficulty: numberOf(file, row, at, 'instruction_difficulty'),
    raw: row['raw_completion'] ?? null,
  };
}

function textOf(file: string, row: Row, at: number, name: string): string | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'string') return value;
  throw wrongFile(file, null, `row ${at}: "${name}" must be a text.`);
}

function numberOf(file: string, row: Row, at: number, name: string): number | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'number') return value;
  throw wrongFile(file, null, `row ${at}: "${name}" must be a number or null.`);
}
