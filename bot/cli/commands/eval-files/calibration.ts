import type { Command } from 'commander';
import { type Calibration, measureCalibration } from '../../../../core/evals/calibration/calibration.ts';
import type { Prediction } from '../../../../core/evals/calibration/calibration-error.ts';
import { type Context, printJson } from '../../context.ts';
import { plural } from '../../words.ts';
import { type Row, readRows } from './read-rows.ts';

/** `docent eval calibration`: how far a system's certainty can be believed. */
export function registerCalibration(evals: Command, context: Context): void {
  evals
    .command('calibration')
    .description('calibration error and selective accuracy of answers with probabilities, as HELM has them')
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"probability","correct"}; a probability that nobody gave is null',
    )
    .option('--json', 'print one JSON object')
    .action(async ({ batch, json }: { batch: string; json?: boolean }) => {
      const measured = measureCalibration(readPredictions(await readRows(context.io, batch)));
      if (json) printJson(context.io, measured);
      else context.io.out(inWords(measured));
    });
}

/** Null where no row has a probability; some with and some without are two runs in one file. */
function readPredictions(rows: Row[]): Prediction[] | null {
  const absent = rows.filter((row) => row.value('probability') === null);
  if (absent.length === rows.length) return null;
  const [bare] = absent;
  if (bare !== undefined) throw bare.fail('"probability" is null, but other lines have one');
  return rows.map((row) => {
    const probability = row.number('probability');
    if (probability < 0 || probability > 1) throw row.fail('"probability" must be from 0 to 1');
    const correct = row.value('correct');
    if (correct === undefined) throw row.fail('"correct" is missing');
    if (correct === true || correct === 1) return { probability, correct: true };
    if (correct === false || correct === 0) return { probability, correct: false };
    throw row.fail('"correct" must be true, false, 1 or 0');
  });
}

function inWords({ n, ece10, ece1, selectiveArea, selectiveAt10, platt, warnings }: Calibration): string {
  const number = (value: number | null): string => (value === null ? 'not measured' : value.toFixed(4));
  const lines = [
    plural(n, 'item'),
    `ECE, 10 bins of equal mass  ${number(ece10)}`,
    `ECE, 1 bin                  ${number(ece1)}`,
    `selective accuracy, area    ${number(selectiveArea)}`,
    `selective accuracy at 10 %  ${number(selectiveAt10)}`,
    ...(platt === null
      ? []
      : [
          `Platt                       coefficient ${number(platt.coefficient)}, intercept ${number(platt.intercept)}, ECE after it ${number(platt.ece10)}`,
        ]),
    ...warnings,
  ];
  return `${lines.join('\n')}\n`;
}
