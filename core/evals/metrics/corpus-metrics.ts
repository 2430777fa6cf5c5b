import { type BleuCounts, bleuOf, bleuSignature, createBleuCounter, sumBleuCounts } from './bleu.ts';
import { type ChrfCounts, chrfOf, chrfSignature, createChrfCounter, sumChrfCounts } from './chrf.ts';
import type { MetricOptions, Segments, TextMetric } from './text-metric.ts';

const references = (segments: Segments): number => segments.references[0]?.length ?? 0;

/** BLEU of the whole; rows are sentence BLEU, which leaves out orders that a sentence is too short for. */
export const bleuMetric: TextMetric = {
  name: 'bleu',
  label: 'BLEU',
  help: 'Runs of one to four words shared with the reference, as sacreBLEU counts them.',
  category: 'context-free',
  needs: ['reference'],
  best: 100,
  corpus: {
    counts: (segments, { bleu }) =>
      createBleuCounter(
        segments.references,
        bleu,
      )(segments.hypotheses).map((one) => [
        ...[one.hypothesis, one.reference],
        ...[...one.correct, ...one.total],
      ]),
    score(sums, { bleu }) {
      const [hypothesis = 0, reference = 0, ...counts] = Array.from(sums);
      const [correct, total] = [counts.slice(0, bleu.maxOrder), counts.slice(bleu.maxOrder)];
      return bleuOf({ hypothesis, reference, correct, total }, bleu).score;
    },
  },
  score(segments, { bleu, version }) {
    const counts = createBleuCounter(segments.references, bleu)(segments.hypotheses);
    const all = bleuOf(sumBleuCounts(counts, bleu.maxOrder), bleu);
    const alone = { ...bleu, effectiveOrder: true };
    return {
      kind: 'scored',
      score: all.score,
      rows: counts.map((segment: BleuCounts) => bleuOf(segment, alone).score),
      details: {
        signature: bleuSignature(bleu, references(segments), version),
        precisions: all.precisions,
        brevityPenalty: all.brevityPenalty,
        counts: all.correct,
        totals: all.total,
        hypothesisLength: all.hypothesis,
        referenceLength: all.reference,
      },
      warnings: [],
    };
  },
};

function chrfMetric(name: string, label: string, wordOrder: number, help: string): TextMetric {
  return {
    ...{ name, label, help, category: 'context-free', needs: ['reference'], best: 100 },
    corpus: {
      counts: (segments, { chrf }) =>
        createChrfCounter(segments.references, { ...chrf, wordOrder })(segments.hypotheses).map((orders) =>
          orders.flatMap(({ hypothesis, reference, match }) => [hypothesis, reference, match]),
        ),
      score(sums, { chrf }) {
        const counts: ChrfCounts = [];
        for (let at = 0; at < sums.length; at += 3)
          counts.push({ hypothesis: sums[at] ?? 0, reference: sums[at + 1] ?? 0, match: sums[at + 2] ?? 0 });
        return chrfOf(counts, { ...chrf, wordOrder });
      },
    },
    score(segments: Segments, { chrf, version }: MetricOptions) {
      const options = { ...chrf, wordOrder };
      const counts = createChrfCounter(segments.references, options)(segments.hypotheses);
      return {
        kind: 'scored',
        score: chrfOf(sumChrfCounts(counts), options),
        rows: counts.map((segment) => chrfOf(segment, options)),
        details: { signature: chrfSignature(options, references(segments), version) },
        warnings: [],
      };
    },
  };
}

export const chrfMetrics: readonly TextMetric[] = [
  chrfMetric(
    'chrf',
    'chrF',
    0,
    'Runs of one to six letters shared with the reference, as sacreBLEU counts them.',
  ),
  chrfMetric('chrf++', 'chrF++', 2, 'Runs of letters, and of one or two words, shared with the reference.'),
];
