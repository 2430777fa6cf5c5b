import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type BleuOptions,
  bleuOf,
  bleuOptions,
  bleuSignature,
  createBleuCounter,
  sumBleuCounts,
} from '../../../../core/evals/metrics/bleu.ts';
import { tokenizers } from '../../../../core/evals/metrics/tokenizers.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

function bleu(hypotheses: string[], references: string[][], given: Partial<BleuOptions> = {}) {
  const options = bleuOptions(given);
  const counts = createBleuCounter(references, options)(hypotheses);
  return bleuOf(sumBleuCounts(counts, options.maxOrder), options);
}

type Expected = {
  score: number;
  counts: number[];
  totals: number[];
  precisions: number[];
  bp: number;
  sys_len: number;
  ref_len: number;
  signature: string;
};

/** One list of references a file, as sacreBLEU takes them, to one list a segment. */
const bySegment = (files: string[][]) => (files[0] ?? []).map((_, at) => files.map((file) => file[at] ?? ''));

describe('BLEU by hand', () => {
  it('is the geometric mean of the precisions times the brevity penalty', () => {
    // Words 3/3, pairs 2/2, of 4 words in the reference: exp(1 - 4/3).
    const score = bleu(['a b c'], [['a b c d']], { maxOrder: 2 });
    expect(score.precisions).toEqual([100, 100]);
    expect(score.score).toBeCloseTo(100 * Math.exp(-1 / 3), 10);
  });

  it('takes the closest reference length, and of two equally close ones the shorter', () => {
    const lengths = (texts: string[]) => bleu(['a b c d'], [texts]).reference;
    expect(lengths(['a b c d e f', 'a b c'])).toBe(3);
    expect(lengths(['a b c d e', 'a b c'])).toBe(3);
    expect(lengths(['a', 'a b c d e'])).toBe(5);
  });

  it('counts a word at most as often as one reference has it', () => {
    expect(bleu(['the the the'], [['the cat', 'the the']]).correct[0]).toBe(2);
  });

  it('halves each further order without a match', () => {
    const score = bleu(['a x b y'], [['a q b r']]);
    expect(score.precisions).toEqual([50, 100 / (2 * 3), 100 / (4 * 2), 100 / 8]);
    expect(bleu(['a x b y'], [['a q b r']], { smooth: 'none' }).score).toBe(0);
  });

  it('says its settings', () => {
    expect(bleuSignature(bleuOptions(), 1, '2.6.0')).toBe(
      'nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0',
    );
    expect(bleuSignature(bleuOptions({ smooth: 'floor', lowercase: true }), 2, 'x')).toBe(
      'nrefs:2|case:lc|eff:no|tok:13a|smooth:floor[0.10]|version:x',
    );
  });
});

withSharedData('sacrebleu', 'BLEU equals sacreBLEU', () => {
  const read = (name: string) => readFileSync(sharedData(`sacrebleu/${name}`), 'utf8');
  const vectors = () => JSON.parse(read('test_vectors.json'));

  it('on whole texts, with every maximal order', () => {
    const { corpus_bleu: cases, max_order: orders } = vectors();
    for (const { hyps, refs, kwargs, score } of cases)
      expect(bleu(hyps, bySegment(refs), kwargs).score).toBeCloseTo(score, 5);
    for (const [order, score] of Object.entries(orders))
      expect(bleu(cases[0].hyps, bySegment(cases[0].refs), { maxOrder: Number(order) }).score).toBeCloseTo(
        score as number,
        2,
      );
  });

  it('on single sentences, with every smoothing', () => {
    const { sentence_bleu: sentence, zero } = vectors();
    for (const { smooth, tok, lc, score } of sentence.cases)
      expect(
        bleu([sentence.sys], [[sentence.ref]], { smooth, tokenize: tok, lowercase: lc, effectiveOrder: true })
          .score,
      ).toBeCloseTo(score, 2);
    expect(bleu([zero.sys], [[zero.ref]], { effectiveOrder: true }).score).toBe(zero.score);
  });

  it('with a floor, on counts and from counts', () => {
    const all = vectors();
    for (const { hyp, ref, score } of all['raw_bleu_floor_0.01'])
      expect(
        bleu(hyp, [ref], { smooth: 'floor', smoothValue: 0.01, tokenize: 'none', effectiveOrder: true })
          .score / 100,
      ).toBeCloseTo(score, 10);
    const { hyp, ref, counts, totals } = all.statistics;
    const counted = bleu([hyp], [[ref]]);
    expect([counted.correct, counted.total]).toEqual([counts, totals]);
    const given = all.compute_bleu;
    const sums = {
      correct: given.counts,
      total: given.totals,
      hypothesis: given.sys_len,
      reference: given.ref_len,
    };
    expect(bleuOf(sums, bleuOptions()).score / 100).toBeCloseTo(given.score, 9);
  });

  it('in how it splits words', () => {
    const { tok13a, tok_intl: intl } = vectors();
    for (const one of tok13a) expect(tokenizers['13a'](one.in).join(' ')).toBe(one.out);
    for (const one of intl) expect(tokenizers.intl(one.in).join(' ')).toBe(one.out);
  });

  it('on 3,004 segments of two systems, to the last digit', () => {
    const rows = gunzipSync(readFileSync(sharedData('sacrebleu/wmt17_en_de_5systems.jsonl.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    const references = rows.map((row) => [row['ref'] ?? '']);
    const { systems } = JSON.parse(read('expected_wmt17_en_de.json'));
    const settings = {
      bleu_none: { tokenize: 'none' },
      bleu_13a: {},
      bleu_lc_13a: { lowercase: true },
    } as const;
    for (const [name, given] of Object.entries(settings)) {
      const options = bleuOptions(given);
      const count = createBleuCounter(references, options);
      for (const [system, expected] of Object.entries(systems) as [string, Record<string, Expected>][]) {
        const { score, counts, totals, precisions, bp, sys_len, ref_len, signature } = (expected[name] ??
          {}) as Expected;
        const ours = bleuOf(sumBleuCounts(count(rows.map((row) => row[system] ?? '')), 4), options);
        expect([ours.correct, ours.total, ours.hypothesis, ours.reference]).toEqual([
          counts,
          totals,
          sys_len,
          ref_len,
        ]);
        expect(ours.score).toBeCloseTo(score, 9);
        expect(ours.brevityPenalty).toBeCloseTo(bp, 12);
        for (const [at, precision] of ours.precisions.entries())
          expect(precision).toBeCloseTo(precisions[at] ?? -1, 9);
        expect(bleuSignature(options, 1, '2.6.0')).toBe(signature);
      }
    }
  });
});
