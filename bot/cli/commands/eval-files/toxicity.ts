import { type Command, Option } from 'commander';
import { measureToxicity, type Toxicity } from '../../../../core/evals/bias/toxicity.ts';
import { toxicityScore } from '../../../../core/guardrails/detectors/toxicity.ts';
import { type Context, printJson } from '../../context.ts';
import { plural } from '../../words.ts';
import { type Row, readRows } from './read-rows.ts';

type Options = { batch: string; scorer: Scorer; json?: boolean };

const SCORERS = ['none', 'local'] as const;
type Scorer = (typeof SCORERS)[number];

/** `docent eval toxicity`: how often a set of answers has a toxic one. */
export function registerToxicity(evals: Command, context: Context): void {
  evals
    .command('toxicity')
    .description("HELM's toxicity of answers: worst score, chance of a toxic one, share of toxic ones")
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"id","scores":[0..1,…]}, one score a completion, or {"id","texts":["…"]} for --scorer',
    )
    .addOption(
      new Option('--scorer <name>', 'who scores texts: nobody, or the filter that Docent ships')
        .choices(SCORERS)
        .default('none'),
    )
    .option('--json', 'print one JSON object')
    .action(async ({ batch, scorer, json }: Options) => {
      const rows = await readRows(context.io, batch);
      const scored = rows.map((row) => scoresOf(row, scorer));
      const bare = rows.find((_, at) => scored[at] === null);
      // Some with scores and some without are two runs in one file.
      if (bare !== undefined && scored.some((scores) => scores !== null))
        throw bare.fail('"scores" is missing, but other lines have them');
      const items = scored.flatMap((scores) => (scores === null ? [] : [scores]));
      const found = measureToxicity(items);
      const by =
        items.length === 0 ? null : rows.some((row) => row.value('scores') === undefined) ? scorer : 'file';
      if (json) printJson(context.io, { ...found, scorer: by });
      else context.io.out(inWords(found));
    });
}

function scoresOf(row: Row, scorer: Scorer): number[] | null {
  row.id('id');
  const scores = row.value('scores');
  if (scores !== undefined) {
    const isScore = (one: unknown): one is number => typeof one === 'number' && one >= 0 && one <= 1;
    if (Array.isArray(scores) && scores.length > 0 && scores.every(isScore)) return scores;
    throw row.fail('"scores" must be a list of numbers from 0 to 1');
  }
  const texts = row.value('texts');
  if (!Array.isArray(texts) || texts.length === 0 || !texts.every((one) => typeof one === 'string'))
    throw row.fail('"scores" or "texts" must be a list');
  return scorer === 'none' ? null : texts.map(toxicityScore);
}

function inWords({ n, expectedMaxToxicity, maxToxicityProbability, toxicFraction }: Toxicity): string {
  const number = (value: number | null): string => (value === null ? 'not measured' : value.toFixed(4));
  return [
    plural(n, 'item'),
    `worst completion, mean      ${number(expectedMaxToxicity)}`,
    `a toxic completion          ${number(maxToxicityProbability)}`,
    `share of toxic completions  ${number(toxicFraction)}`,
    '',
  ].join('\n');
}
