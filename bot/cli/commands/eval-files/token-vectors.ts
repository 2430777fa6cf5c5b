import type { Command } from 'commander';
import { z } from 'zod';
import { bertScore, moverScore, type Tokens } from '../../../../core/evals/token-vectors/token-scores.ts';
import { answerBatch, type Context, exitCode, printJson, readBatch, usageError } from '../../context.ts';

type Options = { batch: string; label: string; baseline?: string };

const side = z.array(z.array(z.number()).min(1)).min(1);
const weights = z.array(z.number().min(0)).optional();
const ROW = z.object({ hypothesis: side, reference: side, hypothesisIdf: weights, referenceIdf: weights });

/** `docent eval token-vectors`: BERTScore and MoverScore over anybody's token vectors. */
export function registerTokenVectors(evals: Command, context: Context): void {
  evals
    .command('token-vectors')
    .description('BERTScore and MoverScore of texts whose tokens have vectors, whatever model made them')
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"id","hypothesis":[[…]],"reference":[[…]],"hypothesisIdf"?,"referenceIdf"?}; - for standard input',
    )
    .requiredOption(
      '--label <text>',
      'the model and layer that the vectors are from; it stands on every result',
    )
    .option('--baseline <p,r,f>', 'rescale BERTScore by these numbers of the model; none without')
    .option('--json', 'JSON Lines are printed with and without it')
    .action(async (options: Options) => {
      const baseline = readBaseline(options.baseline);
      const rows = await readBatch(context.io, options.batch);
      if (rows.length === 0) throw usageError(`${options.batch} is empty.`);
      const scores: { precision: number; recall: number; f1: number; moverScore: number }[] = [];
      const idf = new Set<string>();
      await answerBatch(context.io, rows, async (row) => {
        const read = ROW.safeParse(row);
        if (!read.success) {
          const [issue] = read.error.issues;
          throw usageError(`"${issue?.path.join('.')}": ${issue?.message ?? 'it is wrong'}`);
        }
        const { hypothesis, reference, hypothesisIdf, referenceIdf } = read.data;
        if ((hypothesisIdf === undefined) !== (referenceIdf === undefined))
          throw usageError('"hypothesisIdf" and "referenceIdf" go together');
        const [ours, theirs] = [
          tokens('hypothesis', hypothesis, hypothesisIdf),
          tokens('reference', reference, referenceIdf),
        ];
        const sizes = new Set([...hypothesis, ...reference].map(({ length }) => length));
        if (sizes.size > 1) throw usageError('the vectors must all have the same length');
        const bert = bertScore(ours, theirs, baseline);
        const mover = moverScore(ours, theirs);
        scores.push({ ...bert, moverScore: mover });
        idf.add(hypothesisIdf === undefined ? 'no' : 'yes');
        return { bertScore: bert, moverScore: mover };
      });
      const mean = (name: keyof (typeof scores)[number]): number | null =>
        scores.length === 0 ? null : scores.reduce((sum, one) => sum + one[name], 0) / scores.length;
      printJson(context.io, {
        bertScore: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
        moverScore: mean('moverScore'),
        ...{ n: scores.length, of: rows.length },
        label: `vectors:${options.label}|idf:${[...idf].sort().join('+')}|rescale:${options.baseline ?? 'no'}`,
      });
      if (scores.length === 0) context.exit(exitCode.failed);
    });
}

function tokens(side: string, vectors: number[][], weights: number[] | undefined): Tokens {
  if (weights !== undefined && weights.length !== vectors.length)
    throw usageError(`"${side}Idf" must have one number for each vector`);
  return { vectors, weights: weights ?? vectors.map(() => 1) };
}

function readBaseline(words: string | undefined): [number, number, number] {
  if (words === undefined) return [0, 0, 0];
  const [p, r, f, ...more] = words.split(',').map(Number);
  const fits = (one: number | undefined): one is number =>
    one !== undefined && Number.isFinite(one) && one < 1;
  if (!fits(p) || !fits(r) || !fits(f) || more.length > 0)
    throw usageError('--baseline must be three numbers below 1, such as 0.83,0.83,0.83.');
  return [p, r, f];
}
