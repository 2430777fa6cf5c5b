import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type ChrfOptions,
  chrfOf,
  chrfOptions,
  chrfSignature,
  createChrfCounter,
  sumChrfCounts,
} from '../../../../core/evals/metrics/chrf.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

function chrf(hypotheses: string[], references: string[][], given: Partial<ChrfOptions> = {}): number {
  const options = chrfOptions(given);
  return chrfOf(sumChrfCounts(createChrfCounter(references, options)(hypotheses)), options);
}

describe('chrF by hand', () => {
  it('weighs recall four times as much as precision', () => {
    // One letter of one, of two: precision 1, recall 1/2, F = 5pr / (4p + r).
    expect(chrf(['a'], [['ab']], { charOrder: 1 })).toBeCloseTo((100 * 2.5) / 4.5, 10);
  });

  it('takes the best of several references', () => {
    expect(chrf(['abc'], [['xyz', 'abc']])).toBe(100);
  });
});

withSharedData('sacrebleu', 'chrF equals sacreBLEU', () => {
  const read = (name: string) => JSON.parse(readFileSync(sharedData(`sacrebleu/${name}`), 'utf8'));

  it('on its vectors, in all three kinds', () => {
    for (const { hyp, ref, chrF2_eps: eps, chrF2, 'chrF2++': plus } of read('test_vectors.json').chrf) {
      expect(chrf([hyp], [[ref]], { epsSmoothing: true })).toBeCloseTo(eps, 10);
      expect(chrf([hyp], [[ref]])).toBeCloseTo(chrF2, 10);
      expect(chrf([hyp], [[ref]], { wordOrder: 2 })).toBeCloseTo(plus, 10);
    }
  });

  it('on 3,004 segments, with its signature', () => {
    const rows = gunzipSync(readFileSync(sharedData('sacrebleu/wmt17_en_de_5systems.jsonl.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    const references = rows.map((row) => [row['ref'] ?? '']);
    const { systems } = read('expected_wmt17_en_de.json');
    const [[system, expected]] = Object.entries(systems) as [
      [string, Record<string, { score: number; signature: string }>],
    ];
    for (const [name, wordOrder] of [
      ['chrf', 0],
      ['chrf++', 2],
    ] as const) {
      const hypotheses = rows.map((row) => row[system] ?? '');
      const { score, signature } = expected[name] ?? { score: -1, signature: '' };
      expect(chrf(hypotheses, references, { wordOrder })).toBeCloseTo(score, 9);
      expect(chrfSignature(chrfOptions({ wordOrder }), 1, '2.6.0')).toBe(signature);
    }
  });
});
