import type { Command } from 'commander';
import {
  type Judgements,
  meanScores,
  RANKING_METRICS,
  scoreRanking,
} from '../../../../core/evals/retrieval/ranking-metrics.ts';
import { type ReadLines, readQrels, readTrecRun } from '../../../../core/evals/retrieval/read-trec.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { readRows, readSource } from './read-rows.ts';

type Options = { run?: string; qrels: string; corpus?: string; queries?: string; json?: boolean };

/** `docent eval retrieval`: how well a ranking, or Docent's own search, finds what was judged relevant. */
export function registerRetrieval(evals: Command, context: Context): void {
  evals
    .command('retrieval')
    .description("score a ranking, or Docent's own search, against judgements")
    .requiredOption('--qrels <file>', 'judgements: tab-separated, header "query-id corpus-id score"')
    .option('--run <file>', 'a TREC run: "query Q0 document rank score tag" a line')
    .option('--corpus <file>', 'documents as for ingest: .jsonl of {"_id","title","text"}')
    .option('--queries <file>', 'JSON Lines of {"id","query"} or {"_id","text"}')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const judgements = readOr(options.qrels, readQrels(await readSource(context.io, options.qrels)));
      if (judgements.size === 0) throw usageError(`${options.qrels} has no judgement.`);
      const rankings = await readRankings(context, options, judgements);
      const rows = [...judgements].map(([id, judged]) => {
        const ranking = rankings.get(id) ?? [];
        return { id, ranking, ...scoreRanking(ranking, judged) };
      });
      const means = meanScores(rows);
      if (options.json) printJson(context.io, { ...means, n: rows.length, rows });
      else {
        const lines = RANKING_METRICS.map((name) => `${name.padEnd(11)}${means[name].toFixed(4)}`);
        context.io.out(`${[plural(rows.length, 'judged question'), ...lines].join('\n')}\n`);
      }
    });
}

function readOr<T>(file: string, read: ReadLines<T>): T {
  if (read.kind === 'read') return read.value;
  throw usageError(`${file}, line ${read.line}: ${read.why}.`);
}

/** The given run, or one made now. Of queries that nobody judged no ranking is made. */
async function readRankings(
  context: Context,
  { run, corpus, queries }: Options,
  judgements: ReadonlyMap<string, Judgements>,
): Promise<Map<string, string[]>> {
  const own = corpus !== undefined && queries !== undefined;
  if (own === (run !== undefined) || (!own && (corpus ?? queries) !== undefined))
    throw usageError('Give either --run, or --corpus and --queries.');
  if (run !== undefined) {
    const rankings = readOr(run, readTrecRun(await readSource(context.io, run)));
    if (rankings.size === 0) throw usageError(`${run} is empty.`, 'Give a TREC run with at least one line.');
    return rankings;
  }
  if (!own) return new Map();
  const { queryId, rankOwn, textOf } = await import('./own-ranking.ts');
  const rows = await readRows(context.io, queries);
  const seen = new Map<string, number>();
  for (const row of rows) {
    const id = queryId(row);
    const earlier = seen.get(id);
    if (earlier !== undefined) throw row.fail(`"id" ${JSON.stringify(id)} is on line ${earlier} already`);
    if (textOf(row).trim() === '') throw row.fail('"query" must be a text');
    seen.set(id, row.line);
  }
  const absent = [...judgements.keys()].find((id) => !seen.has(id));
  if (absent !== undefined)
    throw usageError(`${queries} has no query ${JSON.stringify(absent)}, which is judged.`);
  return rankOwn(
    context,
    corpus,
    rows.filter((row) => judgements.has(queryId(row))),
  );
}
