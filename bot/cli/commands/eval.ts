import path from 'node:path';
import type { Command } from 'commander';
import type { EvalCaseResult, EvalRun } from '../../../core/ports/batches.ts';
import type { App } from '../../assembly/app.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';
import { createProgress } from '../progress.ts';
import { plural, whyUnreadable } from '../words.ts';
import { registerAlpaca } from './eval-files/alpaca.ts';
import { registerLmHarness } from './eval-files/lm-harness.ts';
import { registerMmlu } from './eval-files/mmlu.ts';
import { registerEvalFiles } from './eval-files/register.ts';
import { registerCompare } from './eval-runs/compare.ts';
import { registerGate } from './eval-runs/gate.ts';
import { registerRehearse } from './eval-runs/rehearse.ts';
import { budgetOf, printPlan, type RunFlags, runOptions } from './eval-runs/run-options.ts';

type Options = RunFlags & { plan?: boolean };

export function registerEval(program: Command, context: Context): void {
  const evals = program.command('eval').description('golden questions and their runs');
  evals
    .command('list')
    .description('list sets and runs')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const app = await context.app();
      const [sets, runs] = [await app.batches.listSets(), await app.batches.listRuns()];
      if (options.json) printJson(context.io, { sets, runs });
      else
        context.io.out(
          [
            ...sets.map((set) => `set ${set.id}  ${plural(set.cases, 'case')}  ${set.name}`),
            ...runs.map(runLine),
            '',
          ].join('\n'),
        );
    });
  evals
    .command('import')
    .description(
      'import golden questions from CSV or JSONL (question, expectedSources, mustAbstain, expectedAnswer)',
    )
    .argument('<file>', 'a .csv or .jsonl file')
    .option('--name <name>', 'name of the set')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: Options) => {
      const text = await context.io.read(file).catch((error: unknown) => {
        throw usageError(`${file} cannot be read: ${whyUnreadable(error)}.`);
      });
      const app = await context.app();
      const format = /\.(jsonl|ndjson)$/i.test(file) ? 'jsonl' : 'csv';
      const result = await app.batches.importSet({ name: options.name ?? path.basename(file), format, text });
      if (options.json) printJson(context.io, result);
      else {
        for (const { line, message } of result.rejected) context.io.err(`line ${line}: ${message}\n`);
        if (result.cases > 0) context.io.out(`Set ${result.setId}: ${plural(result.cases, 'case')}.\n`);
        else context.io.err('Nothing was imported. Mend the file and import it again.\n');
      }
      if (result.cases === 0) context.exit(exitCode.failed);
    });
  evals
    .command('run')
    .description('run a set: every question is asked, each answer scored')
    .argument('<set>', 'set id or name')
    .option('--name <name>', 'name of the run')
    .option('--max-calls <n>', 'ask at most so many questions, then stop; resume goes on')
    .option('--max-usd <amount>', 'stop where so many US dollars are spent, by list prices; resume goes on')
    .option('--trials <n>', 'ask each question so often; it passes where more than half of its answers do')
    .option('--model <list>', 'models to ask instead of those of the settings, with commas between them')
    .option('--no-meaning', 'search without comparing by meaning')
    .option('--plan', 'say what the run would ask and cost, and ask nothing')
    .option('--json', 'print one JSON object')
    .action(async (set: string, options: Options) => {
      const app = await context.app();
      const sets = await app.batches.listSets();
      const found =
        sets.find((candidate) => candidate.id === set) ??
        sets.find((candidate) => candidate.name === set || path.parse(candidate.name).name === set);
      if (found === undefined)
        throw usageError(`There is no set "${set}".`, '"docent eval list" shows the sets.');
      const asked = await runOptions(app, options);
      if (options.plan === true) {
        printPlan(context, await app.batches.plan(found.id, asked), options);
        return;
      }
      const { runId } = await app.batches.start(found.id, asked);
      await follow(app, context, runId, options);
    });
  evals
    .command('resume')
    .description('take an unfinished run up again, and cases that ended in an error')
    .argument('<run>', 'run id')
    .option('--retry-errors', 'ask cases that ended in an error again, as it does without')
    .option('--max-calls <n>', 'ask at most so many questions, then stop')
    .option('--max-usd <amount>', 'the limit of US dollars that holds from now on')
    .option('--json', 'print one JSON object')
    .action(async (runId: string, options: Options) => {
      const app = await context.app();
      if (!(await app.batches.resume(runId, budgetOf(options))))
        throw usageError(`There is no unfinished run "${runId}".`, '"docent eval list" shows the runs.');
      await follow(app, context, runId, options);
    });
  evals
    .command('show')
    .description('show a run: totals and each case')
    .argument('<run>', 'run id')
    .option('--json', 'print one JSON object')
    .action(async (runId: string, options: Options) => {
      const app = await context.app();
      const shown = await app.batches.showRun(runId);
      if (shown === undefined)
        throw usageError(`There is no run "${runId}".`, '"docent eval list" shows the runs.');
      print(context, app, shown, options);
    });
  registerCompare(evals, context);
  registerGate(evals, context);
  registerRehearse(evals, context);
  registerEvalFiles(evals, context);
  registerMmlu(evals, context);
  registerAlpaca(evals, context);
  registerLmHarness(evals, context);
}

/** Watches a run to its end. Ctrl-C stops watching and working; the run can be resumed. */
async function follow(app: App, context: Context, runId: string, options: Options): Promise<void> {
  app.work();
  const progress = createProgress(context.io);
  for (;;) {
    const run = await app.batches.readRun(runId);
    if (run === undefined) throw usageError(`Run ${runId} is gone.`);
    progress.show(run.done, run.total, run.name);
    if (run.state !== 'queued' && run.state !== 'running') {
      progress.clear();
      const shown = { run, cases: (await app.batches.showRun(runId))?.cases ?? [] };
      print(context, app, shown, options);
      if (shown.run.state === 'cancelled' && shown.run.done < shown.run.total)
        context.io.err(
          `Stopped at ${shown.run.done} of ${plural(shown.run.total, 'question')}. Take it up again with "docent eval resume ${runId}".\n`,
        );
      if (shown.run.state !== 'done') context.exit(exitCode.failed);
      return;
    }
    if (context.io.signal.aborted) {
      progress.clear();
      context.io.err(`Stopped watching. Take it up again with "docent eval resume ${runId}".\n`);
      return;
    }
    await app.clock.sleep(200);
  }
}

function print(
  context: Context,
  { batches }: App,
  shown: { run: EvalRun; cases: EvalCaseResult[] },
  options: Options,
): void {
  if (options.json) {
    printJson(context.io, shown);
    return;
  }
  const rows = shown.cases.map(
    (row) => `${stateOf(row)}  ${row.outcome.padEnd(11)} ${row.question}${trialsOf(row)}`,
  );
  const { trials } = shown.run;
  const rounds =
    trials === undefined
      ? []
      : [`  passed in each round ${trials.passRates.map((rate) => rate?.toFixed(2) ?? '-').join(' ')}`];
  const means = batches.scorers.flatMap(({ name, label }) => {
    const mean = shown.run.means[name] ?? null;
    return mean === null ? [] : [`  ${label} ${mean.toFixed(2)}`];
  });
  context.io.out(`${[runLine(shown.run), ...rounds, ...means, ...rows].join('\n')}\n`);
}

/** An error is no failure: the case was not measured. */
function stateOf({ passed, error, outcome, verdict }: EvalCaseResult): string {
  if (outcome === 'pending') return 'wait';
  if (error !== null) return 'ERR ';
  if (verdict === 'unjudged') return '?   ';
  return passed ? 'pass' : 'FAIL';
}

function trialsOf({ trials }: EvalCaseResult): string {
  return trials === undefined ? '' : `  (${trials.passed} of ${trials.scored} passed)`;
}

function runLine(run: EvalRun): string {
  const interval =
    run.passInterval === null
      ? ''
      : ` (95 % interval ${run.passInterval.map((value) => value.toFixed(2)).join('–')})`;
  return `run ${run.id}  ${run.state}  ${run.passed}/${run.judged} passed${interval}, ${run.judged} of ${run.total} scored, ${run.unjudged} not judged, ${plural(run.errors, 'error')}  ${run.name}`;
}
