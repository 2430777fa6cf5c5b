import type { Command } from 'commander';
import { tuningSteps } from '../../../../core/fine-tuning/steps.ts';
import type { Trainable, TrainingResult } from '../../../../core/ports/trainable.ts';
import { readHeldBack } from '../../../../knowledge/question-memory/held-back.ts';
import type { App } from '../../../assembly/app.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { createProgress } from '../../progress.ts';

const CONFIRMED_BY = {
  vote: 'confirmed by votes',
  curated: 'of curated answers',
  eval: 'of golden sets',
} as const;

type Options = { json?: boolean };

export function registerTraining(tune: Command, context: Context): void {
  const { io } = context;
  tune
    .command('status')
    .description('show the steps to a model of your own, and what learns here already')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const app = await context.app();
      const steps = await tuningSteps(app.store);
      const trainable = await Promise.all(app.trainables.map(statusOf));
      const heldBack = await readHeldBack(app.store);
      if (options.json) return printJson(io, { steps, trainable, heldBack });
      for (const { step, state, reason } of steps)
        io.out(`${step}: ${state}${reason === undefined ? '' : ` (${reason})`}\n`);
      io.out('\n');
      for (const one of trainable) {
        io.out(`${one.what}: ${one.active ? 'serves' : 'does not serve'}. It learns: ${one.help}.\n`);
        if (one.lastEvaluation !== undefined) io.out(`  ${one.lastEvaluation.reason}\n`);
        if (one.takenBack !== undefined) io.out(`  Taken back by itself. ${one.takenBack.reason}\n`);
      }
      for (const { source, pairs, z } of heldBack)
        io.out(
          `\nHeld back from question memory: ${pairs} questions ${CONFIRMED_BY[source]}. They agree hardly more than shuffled ones would (z ${z.toFixed(1)}).\n`,
        );
    });
  command(
    tune,
    context,
    'train',
    'learn from what people confirmed; a gate decides whether it serves',
    async (one) => {
      const progress = createProgress(io);
      try {
        return await one.train({
          signal: io.signal,
          onProgress: (done, total) => progress.show(done, total, 'asking held-out questions'),
        });
      } finally {
        progress.clear();
      }
    },
  );
  command(tune, context, 'rollback', 'have the version before serve again', (one) => one.rollBack());
  command(tune, context, 'promote', 'have the newest version serve that passed the gate', (one) =>
    one.promote(),
  );
}

function command(
  tune: Command,
  { io, app }: Context,
  name: string,
  description: string,
  act: (trainable: Trainable) => Promise<TrainingResult>,
): void {
  tune
    .command(name)
    .description(description)
    .argument('<what>', 'one of those that docent tune status lists')
    .option('--json', 'print one JSON object')
    .action(async (what: string, options: Options) => {
      const result = await act(trainableNamed(await app(), what));
      if (options.json) printJson(io, result);
      else io.out(`${result.what} ${result.activated ? 'serves' : 'does not serve'}. ${result.reason}\n`);
    });
}

async function statusOf(trainable: Trainable) {
  const { active, lastEvaluation, takenBack } = await trainable.status();
  const { id, help } = trainable;
  return {
    ...{ what: id, help, active },
    ...(lastEvaluation === null ? {} : { lastEvaluation }),
    ...(takenBack === null ? {} : { takenBack }),
  };
}

function trainableNamed(app: App, what: string): Trainable {
  const found = app.trainables.find(({ id }) => id === what);
  if (found !== undefined) return found;
  throw usageError(
    `There is nothing to train by the name "${what}".`,
    `Choose from: ${app.trainables.map(({ id }) => id).join(', ')}.`,
  );
}
