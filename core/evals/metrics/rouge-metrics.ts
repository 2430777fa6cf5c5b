import { mean, meanScore } from './best-of-references.ts';
import { bestRouge, ROUGE_NAMES, type RougeName, rougeTokens } from './rouge.ts';
import type { Segments, TextMetric } from './text-metric.ts';

const LABELS: Readonly<Record<RougeName, readonly [label: string, help: string]>> = {
  rouge1: ['ROUGE-1', 'Words shared with the reference.'],
  rouge2: ['ROUGE-2', 'Pairs of words shared with the reference.'],
  rougeL: ['ROUGE-L', 'Words shared with the reference in the same order.'],
  rougeLsum: ['ROUGE-Lsum', 'Words shared in the same order, sentence by sentence; a line is a sentence.'],
};

/** Texts in which ROUGE finds no word at all, such as those of another script. */
function unreadable({ hypotheses, references }: Segments): number {
  const empty = (text: string): boolean => text.trim() !== '' && rougeTokens(text, false).length === 0;
  return [...hypotheses, ...references.flat()].filter(empty).length;
}

export const rougeMetrics: readonly TextMetric[] = ROUGE_NAMES.map((name): TextMetric => {
  const [label, help] = LABELS[name];
  return {
    ...{ name, label, help, category: 'context-free', needs: ['reference'], best: 1 },
    score(segments, { stem }) {
      const scores = segments.hypotheses.map((text, at) =>
        bestRouge(name, segments.references[at] ?? [], text, stem),
      );
      const blind = unreadable(segments);
      const scored = meanScore(
        scores.map(({ f1 }) => f1),
        {
          precision: mean(scores.map(({ precision }) => precision)),
          recall: mean(scores.map(({ recall }) => recall)),
          stem,
        },
      );
      return blind === 0
        ? scored
        : {
            ...scored,
            warnings: [`ROUGE reads a-z and 0-9 only; it sees no word in ${blind} of the texts.`],
          };
    },
  };
});
