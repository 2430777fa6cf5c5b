import { describe, expect, it } from 'vitest';
import { fill, wording } from '../../../core/defensive-ux/wording.ts';

/** Every text in the tree of wordings, with the path to it. */
function textsOf(node: unknown, at: string): { at: string; text: string }[] {
  if (typeof node === 'string') return [{ at, text: node }];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => textsOf(child, `${at}.${key}`));
}

/** Percentages, scores, and words that only builders of such systems know. */
const TRADE =
  /%|\bper ?cent\b|\bscores?\b|\bprobabilit|\bembedding|\bvectors?\b|\bLLMs?\b|\btokens?\b|\bretriev|\bprompts?\b|\bsemantic|\bcosine|\bhallucinat|\bgrounding\b|\binference\b|\bRAG\b|\bguardrail|\bneural\b|\bcorpus\b|\bchunks?\b|\bHTTP\b|\bAPI\b|\bJSON\b|\bnull\b|\bundefined\b/i;

describe('what members read', () => {
  const texts = textsOf(wording, 'wording');

  it('names no percentage and none of the words of the trade', () => {
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter(({ text }) => TRADE.test(text))).toEqual([]);
  });

  it('is noticed when it does', () => {
    for (const text of ['I am 87 % sure', 'the nearest vectors', 'An LLM wrote this', 'out of tokens'])
      expect(TRADE.test(text), text).toBe(true);
  });

  it('blames nobody and claims to have learnt nothing', () => {
    const wrong =
      /\byour (?:mistake|fault|error)\b|\byou should have\b|\binvalid\b|\bI have learn(?:t|ed)\b/i;
    expect(texts.filter(({ text }) => wrong.test(text))).toEqual([]);
  });

  it('has its marks filled, and a mark without a value stays to be seen', () => {
    expect(fill(wording.tooLong, { limit: 10 })).toContain('under 10 characters');
    expect(fill(wording.tooLong, {})).toContain('{limit}');
  });
});
