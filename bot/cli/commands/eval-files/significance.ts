import type { Command } from 'commander';
import { type Comparison, comparePairs, type Pair } from '../../../../core/evals/statistics/compare.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { type Row, readRows } from './read-rows.ts';
import { compareTexts, type TextsCompared } from './significance-of-texts.ts';

type Options = {
  a: string;
  b: string;
  points?: string;
  test: string;
  metric?: string;
  references?: string;
  json?: boolean;
};

type Scored = { score: number; cluster: string | null; row: Row };

/** `docent eval significance`: is one run better than another, or is it chance? */
export function registerSignificance(evals: Command, context: Context): void {
  evals
    .command('significance')
    .description('say whether run a is better than run b, worse, or not distinguishable from it')
    .requiredOption('--a <file>', 'JSON Lines of {"id","score","cluster"?}')
    .requiredOption('--b <file>', 'the same for the other run')
    .option('--points <number>', 'the difference worth seeing, in score units (0.05; 1 for BLEU and chrF)')
    .option('--metric <list>', 'a and b are texts: compare them by these metrics of "eval score"')
    .option('--references <files>', 'what the texts are held against; comma-separated')
    .option('--test <name>', 'auto (McNemar or t) or permutation', 'auto')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const points = options.points === undefined ? null : Number(options.points);
      if (points !== null && !(points > 0 && Number.isFinite(points)))
        throw usageError('--points must be a number above 0.');
      if (options.test !== 'auto' && options.test !== 'permutation')
        throw usageError('--test must be auto or permutation.');
      const { metric, references } = options;
      if ((metric === undefined) !== (references === undefined))
        throw usageError('--metric and --references go together.');
      if (metric !== undefined && references !== undefined) {
        printTexts(context, await compareTexts(context, { ...options, metric, references }, points), options);
        return;
      }
      const [a, b] = [await readScores(context, options.a), await readScores(context, options.b)];
      const pairs = pairUp(a, b, options);
      const compared = comparePairs(pairs, {
        points: points ?? 0.05,
        permutation: options.test === 'permutation',
      });
      const unmatched = { a: without(a, b), b: without(b, a) };
      if (options.json) printJson(context.io, { ...compared, unmatched });
      else context.io.out(inWords(compared, unmatched));
    });
}

/** Each metric under its name; where there is only one, its fields on top as well. */
function printTexts({ io }: Context, compared: TextsCompared, { json }: Options): void {
  const entries = compared.map(
    ({ metric, comparison, adjustedP }) => [metric.name, { ...comparison, adjustedP }] as const,
  );
  const only = entries.length === 1 ? entries[0]?.[1] : undefined;
  if (json) printJson(io, { ...(only ?? {}), ...Object.fromEntries(entries) });
  else
    for (const { metric, comparison } of compared)
      io.out(`${metric.label}: ${inWords(comparison, { a: [], b: [] })}`);
}

async function readScores({ io }: Context, file: string): Promise<Map<string, Scored>> {
  const scores = new Map<string, Scored>();
  for (const row of await readRows(io, file)) {
    const id = row.id('id');
    const earlier = scores.get(id);
    if (earlier !== undefined)
      throw row.fail(`"id" ${JSON.stringify(id)} is on line ${earlier.row.line} already`);
    const cluster = (row.value('cluster') ?? null) === null ? null : row.id('cluster');
    scores.set(id, { score: row.number('score'), cluster, row });
  }
  const named = [...scores.values()].filter(({ cluster }) => cluster !== null);
  const bare = [...scores.values()].find(({ cluster }) => cluster === null);
  if (named.length > 0 && bare !== undefined)
    throw bare.row.fail('"cluster" is missing, but other lines have one');
  return scores;
}

function pairUp(a: Map<string, Scored>, b: Map<string, Scored>, files: Options): Pair[] {
  const pairs = [...a].flatMap(([id, ours]): Pair[] => {
    const theirs = b.get(id);
    if (theirs === undefined) return [];
    if (ours.cluster !== null && theirs.cluster !== null && ours.cluster !== theirs.cluster)
      throw theirs.row.fail(`"cluster" is not that of "id" ${JSON.stringify(id)} in ${files.a}`);
    return [{ a: ours.score, b: theirs.score, cluster: ours.cluster ?? theirs.cluster }];
  });
  if (pairs.length > 0) return pairs;
  throw usageError(`${files.a} and ${files.b} have no "id" in common.`, 'Runs are compared item by item.');
}

function without(own: Map<string, Scored>, other: Map<string, Scored>): string[] {
  return [...own.keys()].filter((id) => !other.has(id));
}

function inWords(compared: Comparison, unmatched: { a: string[]; b: string[] }): string {
  const { a, b, n, difference, interval, p, test, clusters, statement } = compared;
  const number = (value: number): string => value.toFixed(4);
  const range = interval === null ? '' : ` (95 %: ${interval.map(number).join(' to ')})`;
  const left = unmatched.a.length + unmatched.b.length;
  const lines = [
    `a ${number(a)}, b ${number(b)}, a - b ${number(difference)}${range}`,
    `${test}, ${plural(n, 'pair')}${clusters === undefined ? '' : ` in ${plural(clusters, 'cluster')}`}, p ${p.toPrecision(3)}`,
    `a is ${statement}.`,
    ...(left === 0 ? [] : [`${plural(left, 'item')} stood in one of the files only.`]),
  ];
  return `${lines.join('\n')}\n`;
}
