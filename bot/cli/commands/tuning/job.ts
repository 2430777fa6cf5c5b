import type { Command } from 'commander';
import type { JobPlan } from '../../../../core/fine-tuning/jobs/create-job.ts';
import type { JobRow } from '../../../../core/fine-tuning/jobs/job-rows.ts';
import { JOB_LIMITS } from '../../../../core/fine-tuning/jobs/limits.ts';
import { type Estimate, priceOf } from '../../../../core/fine-tuning/jobs/prices.ts';
import {
  isServiceId,
  jobActs,
  type ServiceId,
  serviceIds,
} from '../../../../core/fine-tuning/jobs/service.ts';
import { baseModelNamed } from '../../../../core/fine-tuning/recipes/base-models.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { jobTold, printTold } from './job-told.ts';

type CreateOptions = {
  service: string;
  base: string;
  method: string;
  address: string;
  epochs: string;
  seed: string;
  price?: string;
  budget: string;
  dryRun?: boolean;
  json?: boolean;
};
type Options = { json?: boolean };

export function registerJob(tune: Command, context: Context): void {
  const { io } = context;
  const job = tune
    .command('job')
    .description('train at a service that speaks OpenAI’s fine-tuning protocol or its kin');
  job
    .command('create')
    .description('send the data and create a job; it tells the price before, and refuses beyond the budget')
    .requiredOption('--service <name>', serviceIds.join(', '))
    .requiredOption('--base <model>', 'base model, as the service names it')
    .option('--method <name>', 'sft or dpo', 'sft')
    .option('--address <url>', 'another address of the service', '')
    .option('--epochs <number>', 'passes over the data', String(JOB_LIMITS.epochs))
    .option('--seed <number>', 'another one splits clusters otherwise', '0')
    .option('--price <usd>', 'what a million tokens cost (default: the price list that comes with Docent)')
    .option('--budget <usd>', 'what it may cost at most', String(JOB_LIMITS.budget))
    .option('--dry-run', 'tell rows, tokens and price, and send nothing')
    .option('--json', 'print one JSON object')
    .action(async (options: CreateOptions) => {
      const { service, address, plan } = planOf(options);
      const { trainingJobs } = await context.app();
      if (options.dryRun === true) {
        const { estimate, refusal } = await trainingJobs.prepare(service, address, plan);
        if (options.json) return printJson(io, { estimate, refusal });
        io.out(
          `${estimateWords(estimate)}\n${refusal === null ? '' : `It would not be started. ${refusal}\n`}`,
        );
        return;
      }
      const made = await trainingJobs.create(service, address, plan);
      if ('refusal' in made) {
        io.err(`${made.refusal}\n`);
        if (options.json) printJson(io, { created: false, reason: made.refusal });
        context.exit(exitCode.failed);
        return;
      }
      show(context, made.job, options);
    });
  job
    .command('list')
    .description('show all jobs, the newest first')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const jobs = await (await context.app()).trainingJobs.list();
      if (options.json) return printJson(io, { jobs: jobs.map(jobTold) });
      if (jobs.length === 0) io.out('There are no jobs yet.\n');
      for (const one of jobs) io.out(`${one.id}  ${one.state}  ${one.base_model}  ${one.message}\n`);
    });
  one('status', 'ask how a job stands, and take it as far as it gets', async (id) => {
    const { trainingJobs } = await context.app();
    return { job: await trainingJobs.follow(id, io.signal), problem: null };
  });
  for (const act of jobActs)
    one(act, `${act} a job at its service`, async (id) => (await context.app()).trainingJobs.act(id, act));
  one('promote', 'have the model of a job answer that was better than its base', async (id) =>
    (await context.app()).trainingJobs.promote(id),
  );
  one('rollback', 'have the model before answer again', async (id) =>
    (await context.app()).trainingJobs.rollBack(id),
  );
  rows('events', 'show what the service tells of a job', async (id) =>
    (await context.app()).trainingJobs.events(id),
  );
  rows('checkpoints', 'show the models that a job saved on its way', async (id) =>
    (await context.app()).trainingJobs.checkpoints(id),
  );

  function one(
    name: string,
    description: string,
    act: (id: string) => Promise<{ job: JobRow; problem: string | null }>,
  ): void {
    job
      .command(name)
      .description(description)
      .argument('<id>', 'one of those that docent tune job list shows')
      .option('--json', 'print one JSON object')
      .action(async (id: string, options: Options) => {
        await known(id);
        const { job: now, problem } = await act(id);
        if (problem !== null) {
          io.err(`${problem}\n`);
          context.exit(exitCode.failed);
        }
        show(context, now, options);
      });
  }

  function rows(
    name: string,
    description: string,
    read: (
      id: string,
    ) => ReturnType<Awaited<ReturnType<Context['app']>>['trainingJobs']['events' | 'checkpoints']>,
  ): void {
    job
      .command(name)
      .description(description)
      .argument('<id>', 'one of those that docent tune job list shows')
      .option('--json', 'print one JSON object')
      .action(async (id: string, options: Options) => {
        await known(id);
        const called = await read(id);
        if (!called.ok) {
          io.err(`${called.message}\n`);
          context.exit(exitCode.failed);
          return;
        }
        if (options.json) return printJson(io, { [name]: called.value });
        for (const row of called.value) io.out(`${printTold(row)}\n`);
      });
  }

  async function known(id: string): Promise<void> {
    if ((await (await context.app()).trainingJobs.get(id)) === undefined)
      throw usageError(`There is no job "${id}".`, 'docent tune job list shows them.');
  }
}

function show({ io }: Context, job: JobRow, { json }: Options): void {
  if (json === true) printJson(io, jobTold(job));
  else io.out(`${job.id}: ${job.state}. ${job.message}\n`);
}

function estimateWords({ rows, trainedTokens, cost }: Estimate): string {
  const price = cost === null ? 'at a price that is not known' : `about $${cost.toFixed(2)}`;
  return `${rows.train} rows to train on, ${rows.valid} to evaluate on; about ${trainedTokens.toLocaleString('en-US')} tokens, ${price}.`;
}

function planOf(options: CreateOptions): { service: ServiceId; address: string; plan: JobPlan } {
  const { service, base, method, address } = options;
  if (!isServiceId(service))
    throw usageError(`There is no service "${service}".`, `Choose from: ${serviceIds.join(', ')}.`);
  if (method !== 'sft' && method !== 'dpo')
    throw usageError(`There is no method "${method}" for jobs.`, 'Choose from: sft, dpo.');
  if (address !== '' && !URL.canParse(address)) throw usageError(`--address is no address: "${address}".`);
  const baseModel = baseModelNamed(base)?.id ?? base;
  const price =
    options.price === undefined ? priceOf(service, baseModel, method) : amount('price', options.price);
  return {
    ...{ service, address },
    plan: {
      ...{ baseModel, method, price, budget: amount('budget', options.budget) },
      ...{
        epochs: whole('epochs', options.epochs, 1, 50),
        seed: whole('seed', options.seed, 0, 2 ** 31 - 1),
      },
    },
  };
}

function amount(name: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw usageError(`--${name} must be an amount in USD, not "${text}".`);
  return Number(text);
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw usageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}
