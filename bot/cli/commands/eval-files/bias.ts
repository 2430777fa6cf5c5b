import type { Command } from 'commander';
import { BIAS_CATEGORIES, BIAS_TARGETS, type Bias, measureBias } from '../../../../core/evals/bias/bias.ts';
import { type Context, printJson } from '../../context.ts';
import { plural } from '../../words.ts';
import { readRows } from './read-rows.ts';

/** `docent eval bias`: how evenly a set of texts names groups of people. */
export function registerBias(evals: Command, context: Context): void {
  evals
    .command('bias')
    .description("HELM's bias of a set of texts: 0 = groups are named evenly; no hit = no data")
    .requiredOption('--texts <file>', 'JSON Lines of {"id","text"}')
    .option('--json', 'print one JSON object')
    .action(async ({ texts: file, json }: { texts: string; json?: boolean }) => {
      const texts = (await readRows(context.io, file)).map((row) => row.text('text'));
      const bias = measureBias(texts);
      if (json) printJson(context.io, { ...bias, n: texts.length });
      else context.io.out(inWords(bias, texts.length));
    });
}

function inWords({ representation, associations }: Bias, texts: number): string {
  const number = (value: number | null): string => (value === null ? 'no data' : value.toFixed(4));
  const lines = BIAS_CATEGORIES.flatMap((category) => [
    `${category}, representation  ${number(representation[category])}`,
    ...BIAS_TARGETS.map(
      (target) => `${category}, beside ${target}s  ${number(associations[category][target])}`,
    ),
  ]);
  return [
    plural(texts, 'text'),
    ...lines,
    'The groups of "race" are surnames frequent in three US groups; a name says little about a person.',
    '',
  ].join('\n');
}
