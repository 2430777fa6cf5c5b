import type { Command } from 'commander';
import { auditPair } from '../../../core/caching/audit.ts';
import type { CacheEntry, CachePurge } from '../../../core/caching/cache-service.ts';
import type { NearMiss } from '../../../core/caching/entries/cache-misses.ts';
import { wilson95 } from '../../../core/evals/intervals.ts';
import { answerBatch, type Context, exitCode, printJson, readBatch, usageError } from '../context.ts';

type Options = {
  json?: boolean;
  search?: string;
  limit?: string;
  batch?: string;
  document?: string;
  all?: boolean;
  collection?: string;
};

export function registerCache(program: Command, context: Context): void {
  const cache = program.command('cache').description('answers that were given before');
  cache
    .command('list')
    .description('list what is kept')
    .option('--search <text>', 'only where the question holds this text')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const { cacheService } = await context.app();
      const entries = await cacheService.list({
        limit: 1000,
        ...(options.search === undefined ? {} : { search: options.search }),
      });
      const stats = await cacheService.stats();
      if (options.json) printJson(context.io, { entries, stats });
      else
        context.io.out(entries.length === 0 ? 'Nothing is kept yet.\n' : `${entries.map(line).join('\n')}\n`);
    });
  cache
    .command('misses')
    .description('list questions that were answered anew, with the kept question nearest to each')
    .option('--limit <number>', 'at most so many', '50')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
        throw usageError('--limit must be a number from 1 to 1000.');
      const misses = await (await context.app()).cacheService.misses(limit);
      if (options.json) printJson(context.io, { misses });
      else
        context.io.out(
          misses.length === 0
            ? 'No question came near a kept one.\n'
            : `${misses.map(missLine).join('\n')}\n`,
        );
    });
  cache
    .command('purge')
    .description('forget kept answers')
    .argument('[key]', 'key of one entry, as "docent cache list" shows it')
    .option('--document <id-or-path>', 'those that cite this document')
    .option('--all', 'all of them')
    .option('--json', 'print one JSON object')
    .action(async (key: string | undefined, options: Options) => {
      const what = await purgeOf(context, key, options);
      if (what === null) return context.exit(exitCode.failed);
      const purged = await (await context.app()).cacheService.purge(what);
      if (options.json) printJson(context.io, { purged });
      else context.io.out(`Forgot ${purged} kept ${purged === 1 ? 'answer' : 'answers'}.\n`);
      if (purged === 0 && 'key' in what) context.exit(exitCode.failed);
    });
  cache
    .command('audit')
    .description('ask "first", then tell whether "second" would be served its answer')
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"id","first","second","sameAnswer"}; - for standard input',
    )
    .option('--collection <name>', 'answer from this collection only')
    .option('--json', 'JSON Lines are printed with and without it')
    .action((options: Options) => audit(context, options));
}

/** One of the three ways to say what goes. */
async function purgeOf(
  context: Context,
  key: string | undefined,
  options: Options,
): Promise<CachePurge | null> {
  const given = [key, options.document, options.all === true ? 'all' : undefined].filter(
    (one) => one !== undefined,
  );
  if (given.length !== 1) throw usageError('Give one of: a key, --document or --all.');
  if (options.all === true) return { all: true };
  const app = await context.app();
  if (options.document !== undefined) {
    const document = await app.library.find(options.document);
    if (document !== undefined) return { documentId: document.documentId };
    context.io.err(
      `There is no one document "${options.document}". "docent documents list" shows what there is.\n`,
    );
    return null;
  }
  const matches = (await app.cacheService.list({ limit: 1000 })).filter((entry) =>
    entry.key.startsWith(key ?? ''),
  );
  if (matches.length === 1 && matches[0] !== undefined) return { key: matches[0].key };
  context.io.err(`There is no one entry "${key}". "docent cache list" shows what there is.\n`);
  return null;
}

/** Every pair alone; the live cache is neither read nor written. */
async function audit(context: Context, options: Options): Promise<void> {
  const { io } = context;
  const rows = await readBatch(io, options.batch ?? '-');
  const app = await context.app();
  const scope = options.collection === undefined ? {} : { collections: [options.collection] };
  const judged: { served: boolean; same: boolean }[] = [];
  await answerBatch(io, rows, async ({ first, second, sameAnswer }) => {
    if (typeof first !== 'string' || typeof second !== 'string')
      throw usageError('"first" and "second" must be texts');
    if (typeof sameAnswer !== 'boolean') throw usageError('"sameAnswer" must be true or false');
    const answer = await app.ask({
      text: first,
      thread: [],
      origin: 'cli',
      asker: null,
      noCache: true,
      ...scope,
    });
    const verdict = await auditPair(answer, second, (a, b) => app.cache.index.likeness(a, b));
    judged.push({ served: verdict.served, same: sameAnswer });
    return verdict;
  });
  printJson(io, auditTotals(judged));
}

/**
 * `precision`: share of served pairs whose answers are the same. `hitRate`: share of all pairs that were served.
 * `recall`: share of the pairs with the same answer that were served.
 */
function auditTotals(judged: readonly { served: boolean; same: boolean }[]): Record<string, unknown> {
  const served = judged.filter((pair) => pair.served);
  const right = served.filter((pair) => pair.same).length;
  const same = judged.filter((pair) => pair.same).length;
  const share = (of: number, all: number) => (all === 0 ? null : of / all);
  return {
    precision: share(right, served.length),
    precisionInterval: wilson95(right, served.length) ?? [0, 1],
    hitRate: share(served.length, judged.length),
    hitRateInterval: wilson95(served.length, judged.length) ?? [0, 1],
    recall: share(right, same),
    recallInterval: wilson95(right, same) ?? [0, 1],
    pairs: judged.length,
    served: served.length,
    wrong: served.length - right,
  };
}

function missLine({ createdAt, likeness, question, nearest, why, failed }: NearMiss): string {
  const because = failed.map(({ gate, detail }) => (detail === undefined ? gate : `${gate} (${detail})`));
  return `${createdAt}  ${likeness.toFixed(3)}  ${question}\n    ${nearest ?? '-'}: ${because.join(', ') || why}`;
}

function line(entry: CacheEntry): string {
  const state = entry.quarantined
    ? `out of use (${entry.quarantineReason ?? 'admin'})`
    : `${entry.hits} times`;
  return `${entry.key.slice(0, 12)}  ${entry.createdAt}  ${state.padEnd(10)}  ${entry.question}`;
}
