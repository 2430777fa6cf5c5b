import type { Command } from 'commander';
import { compareRuns, type RunComparison } from '../../../../core/evals/gates/compare-runs.ts';
import type { EvalRun } from '../../../../core/ports/batches.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { finishedRun } from './finished-run.ts';

type Options = { points: string; json?: boolean };

/** `docent eval compare`: is one run of golden questions better than another, or is it chance? */
export function registerCompare(evals: Command, context: Context): void {
  evals
    .command('compare')
    .description('say whether run a is better than run b, worse, or not distinguishable from it')
    .argument('<a>', 'run id')
    .argument('<b>', 'run id of what it is held against')
    .option('--points <number>', 'the difference worth seeing, as a share', '0.05')
    .option('--json', 'print one JSON object')
    .action(async (a: string, b: string, options: Options) => {
      const points = Number(options.points);
      if (!(points > 0 && Number.isFinite(points))) throw usageError('--points must be a number above 0.');
      const app = await context.app();
      const [ours, theirs] = [await finishedRun(app, a), await finishedRun(app, b)];
      const compared = compareRuns(ours.cases, theirs.cases, { scorers: app.batches.scorers, points });
      if (compared === null)
        throw usageError(
          `Runs "${a}" and "${b}" have no judged case in common.`,
          'Runs are compared case by case: run the same set twice.',
        );
      const runs = { a: named(ours.run), b: named(theirs.run) };
      if (options.json) printJson(context.io, { ...compared, runs });
      else context.io.out(inWords(compared, runs));
    });
}

type Named = { id: string; name: string };
const named = ({ id, name }: EvalRun): Named => ({ id, name });

function inWords(compared: RunComparison, runs: { a: Named; b: Named }): string {
  const { a, b, difference, interval, n, test, p, statement, unmatched } = compared;
  const number = (value: number): string => value.toFixed(4);
  const range = interval === null ? '' : ` (95 %: ${interval.map(number).join(' to ')})`;
  const left = unmatched.a.length + unmatched.b.length;
  const note = (count: number, words: string): string[] => (count === 0 ? [] : [words]);
  return `${[
    `a ${runs.a.id}  ${runs.a.name}`,
    `b ${runs.b.id}  ${runs.b.name}`,
    `passed: a ${number(a)}, b ${number(b)}, a - b ${number(difference)}${range}`,
    `${test}, ${plural(n, 'pair')}, p ${p.toPrecision(3)}`,
    `a is ${statement}.`,
    ...Object.entries(compared.scores).map(([name, one]) => `  ${name}: a is ${one.statement}`),
    ...compared.onlyA.map((id) => `  passed in a only: ${id}`),
    ...compared.onlyB.map((id) => `  passed in b only: ${id}`),
    ...note(compared.notJudged.length, `${plural(compared.notJudged.length, 'answer')} not judged.`),
    ...note(compared.notMeasured.length, `${plural(compared.notMeasured.length, 'case')} not measured.`),
    ...note(left, `${plural(left, 'case')} in one of the runs only.`),
  ].join('\n')}\n`;
}
