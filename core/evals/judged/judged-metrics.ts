import { z } from 'zod';
import { scoreOfLogprobs, scoreOfReplies } from './g-eval.ts';
import {
  answerCorrectness,
  answerRelevancy,
  contextPrecision,
  contextRecall,
  faithfulness,
  idPrecision,
  idRecall,
  noiseSensitivity,
  statementF1,
} from './ragas.ts';

/** A score, null where there was nothing to count; `parsed` where a judge's replies had to be read. */
export type Judged = { score: number | null; parsed?: number };

/** A metric whose judge has spoken: what it said goes in, the score comes out. */
export type JudgedMetric = {
  name: string;
  label: string;
  /** The fields of a row that it reads, as help shows them. */
  reads: string;
  category: 'context-dependent' | 'context-free';
  /** Scores a row. A row that lacks a field is an expected end: `wrong` names it. */
  score(row: Record<string, unknown>): Judged | { wrong: string };
};

const verdict = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean);
const verdicts = z.array(verdict);
const texts = z.array(z.string());
const vector = z.array(z.number());
const count = z.number().int().min(0);
const noise = {
  passageToReference: z.array(verdicts),
  passageToAnswer: z.array(verdicts),
  correct: verdicts,
};

export const judgedMetrics: readonly JudgedMetric[] = [
  metric('faithfulness', 'Faithfulness', { verdicts }, (row) => faithfulness(row.verdicts)),
  metric('context_precision', 'Context precision', { verdicts }, (row) =>
    row.verdicts.length === 0 ? null : contextPrecision(row.verdicts),
  ),
  metric('context_recall', 'Context recall', { verdicts }, (row) => contextRecall(row.verdicts)),
  metric(
    'answer_correctness',
    'Answer correctness',
    { tp: count, fp: count, fn: count, similarity: z.number().nullable().default(null) },
    ({ similarity, ...counts }) => answerCorrectness(statementF1(counts), similarity),
  ),
  metric(
    'answer_relevancy',
    'Answer relevancy',
    { question: vector, generated: z.array(vector), noncommittal: verdicts.default([]) },
    (row) => answerRelevancy(row.question, row.generated, row.noncommittal),
  ),
  metric('id_precision', 'Context precision by ids', { retrieved: texts, reference: texts }, (row) =>
    idPrecision(row.retrieved, row.reference),
  ),
  metric('id_recall', 'Context recall by ids', { retrieved: texts, reference: texts }, (row) =>
    idRecall(row.retrieved, row.reference),
  ),
  metric(
    'noise_relevant',
    'Noise sensitivity, relevant passages',
    noise,
    (row) => noiseSensitivity(row).relevant,
  ),
  metric(
    'noise_irrelevant',
    'Noise sensitivity, irrelevant passages',
    noise,
    (row) => noiseSensitivity(row).irrelevant,
  ),
  metric(
    'g_eval_logprobs',
    'G-Eval, by log-probabilities',
    {
      topLogprobs: z.record(z.string(), z.number()),
      scale: z.tuple([z.number(), z.number()]).default([1, 5]),
    },
    (row) => scoreOfLogprobs(row.topLogprobs, row.scale),
  ),
  metric('g_eval_replies', 'G-Eval, by sampled replies', { replies: texts }, (row) =>
    scoreOfReplies(row.replies),
  ),
];

function metric<S extends z.ZodRawShape>(
  name: string,
  label: string,
  shape: S,
  score: (row: z.infer<z.ZodObject<S>>) => number | null | Judged,
): JudgedMetric {
  const schema = z.object(shape);
  return {
    ...{ name, label, reads: Object.keys(shape).join(', '), category: 'context-dependent' },
    score(row) {
      const read = schema.safeParse(row);
      if (!read.success) {
        const [issue] = read.error.issues;
        return { wrong: `"${issue?.path.join('.')}" of ${name}: ${issue?.message ?? 'it is wrong'}` };
      }
      const scored = score(read.data);
      return typeof scored === 'number' || scored === null ? { score: scored } : scored;
    },
  };
}
