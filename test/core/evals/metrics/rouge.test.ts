import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { porterStem } from '../../../../core/evals/metrics/porter-stemmer.ts';
import { bestRouge, type RougeName, rouge } from '../../../../core/evals/metrics/rouge.ts';
import { bootstrapMean } from '../../../../core/evals/statistics/bootstrap.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

describe('ROUGE by hand', () => {
  it('shares words, pairs of them, and words in order', () => {
    const [target, given] = ['the cat sat on the mat', 'on the mat the cat sat'];
    expect(rouge('rouge1', target, given, false).f1).toBe(1);
    expect(rouge('rouge2', target, given, false).f1).toBeCloseTo(4 / 5, 12);
    expect(rouge('rougeL', target, given, false).f1).toBeCloseTo(3 / 6, 12);
  });

  it('takes the best of several references and stems when told to', () => {
    expect(bestRouge('rouge1', ['nothing', 'running cats'], 'runs dog', true).f1).toBeCloseTo(1 / 2, 12);
    expect(bestRouge('rouge1', ['nothing', 'walking'], 'walked', true).f1).toBe(1);
    expect(bestRouge('rouge1', ['nothing', 'walking'], 'walked', false).f1).toBe(0);
  });

  it('sees nothing in another script', () => {
    expect(rouge('rouge1', 'Привет мир', 'Привет мир', false).f1).toBe(0);
  });
});

withSharedData('rouge', 'ROUGE equals rouge_score', () => {
  const read = (name: string) => readFileSync(sharedData(`rouge/${name}`), 'utf8');

  it('on the values of ROUGE-1.5.5', () => {
    for (const one of JSON.parse(read('test_vectors.json')).cases) {
      const { precision, recall, f1 } = rouge(one.type, one.target, one.prediction, one.use_stemmer);
      expect(precision).toBeCloseTo(one.precision, 5);
      expect(recall).toBeCloseTo(one.recall, 5);
      expect(f1).toBeCloseTo(one.fmeasure, 5);
    }
  });

  it('on every stem', () => {
    const wrong = read('porter_nltk_golden.tsv')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([word = '', stem]) => porterStem(word) !== stem);
    expect(wrong).toEqual([]);
  });

  it('in the interval of its mean', () => {
    const { scores, low, high } = JSON.parse(read('test_vectors.json')).bootstrap_aggregate[
      'consistent_percentiles_ci0.9'
    ];
    for (const column of [0, 1, 2]) {
      const values = scores.map((row: number[]) => row[column]);
      const interval = bootstrapMean(values, { level: 0.9, draws: 10_000, seed: 'rouge' });
      expect(interval?.[0]).toBeCloseTo(low[column], 12);
      expect(interval?.[1]).toBeCloseTo(high[column], 12);
    }
  });
});

withSharedData('alpaca_eval/results', 'ROUGE on long answers', () => {
  const outputs = (model: string): { output: string }[] =>
    JSON.parse(readFileSync(sharedData(`alpaca_eval/results/${model}/model_outputs.json`), 'utf8'));
  const names: [RougeName, string][] = [
    ['rouge1', 'rouge1'],
    ['rouge2', 'rouge2'],
    ['rougeL', 'rougeL'],
    ['rougeLsum', 'rougeLsum_newline'],
  ];

  it('equals rouge_score in every row to the last digits', () => {
    const targets = outputs('gpt4_1106_preview') as { instruction?: string; output: string }[];
    const predictions = new Map(
      (outputs('text_davinci_003') as { instruction: string; output: string }[]).map((row) => [
        row.instruction,
        row.output,
      ]),
    );
    const golden = readFileSync(sharedData('rouge/golden_alpaca_davinci003_vs_gpt4.jsonl'), 'utf8');
    for (const line of golden.trim().split('\n')) {
      const row = JSON.parse(line);
      const target = targets[row.i];
      const prediction = predictions.get(target?.instruction ?? '') ?? '';
      for (const [name, key] of names) {
        const { precision, recall, f1 } = rouge(name, target?.output ?? '', prediction, row.use_stemmer);
        for (const [at, value] of [precision, recall, f1].entries())
          expect(value, `${key} of row ${row.i}`).toBeCloseTo(row[key][at], 9);
      }
    }
  });
});
