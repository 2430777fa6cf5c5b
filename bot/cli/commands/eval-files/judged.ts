import type { Command } from 'commander';
import { judgedMetrics } from '../../../../core/evals/judged/judged-metrics.ts';
import { type JudgedRow, summariseJudged } from '../../../../core/evals/judged/judged-summary.ts';
import { answerBatch, type Context, exitCode, printJson, readBatch, usageError } from '../../context.ts';

/** `docent eval judged`: Ragas's metrics and G-Eval, from what a judge said. */
export function registerJudged(evals: Command, context: Context): void {
  const names = judgedMetrics.map(({ name }) => name);
  evals
    .command('judged')
    .description("scores from an LLM judge's recorded verdicts: Ragas's metrics and G-Eval")
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"id","metric",…}, or {"id","metric","error"} where the judge failed; - for standard input',
    )
    .option('--json', 'JSON Lines are printed with and without it')
    .addHelpText(
      'after',
      `\n${judgedMetrics.map(({ name, label, reads, category }) => `  ${name}: ${label}, ${category}; from ${reads}`).join('\n')}\n\nThe same id again is a repeat. The last line holds each metric's mean, spread of repeats and how many rows were scored.`,
    )
    .action(async ({ batch }: { batch: string }) => {
      const rows = await readBatch(context.io, batch);
      if (rows.length === 0) throw usageError(`${batch} is empty.`);
      const told: JudgedRow[] = [];
      await answerBatch(context.io, rows, async (row) => {
        const { id, metric: name, error } = row;
        const metric = judgedMetrics.find((one) => one.name === name);
        if (metric === undefined)
          throw usageError(`"metric" must be one of ${names.join(', ')}, not ${JSON.stringify(name)}`);
        const place = { metric: metric.name, id: String(id) };
        if (error !== undefined) {
          told.push({ ...place, scored: null });
          return { metric: metric.name, error: String(error) };
        }
        const scored = metric.score(row);
        if ('wrong' in scored) throw usageError(scored.wrong);
        told.push({ ...place, scored });
        return { metric: metric.name, ...scored };
      });
      printJson(context.io, { metrics: summariseJudged(told) });
      if (told.length === 0) context.exit(exitCode.failed);
    });
}
