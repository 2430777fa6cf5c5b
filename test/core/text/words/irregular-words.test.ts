import { describe, expect, it } from 'vitest';
import { IRREGULAR_WORDS } from '../../../../core/text/words/irregular-words.ts';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import { analyzeToken } from '../../../../knowledge/index/words/analyze.ts';

describe('irregular English words', () => {
  it('share a term with their base', () => {
    const termOf = (word: string): string | undefined => analyzeToken(word)[0]?.term;
    for (const [base = '', ...forms] of IRREGULAR_WORDS) {
      for (const form of forms) expect([form, termOf(form)]).toEqual([form, termOf(base)]);
    }
  });

  it('name each form once', () => {
    const forms = IRREGULAR_WORDS.flatMap((family) => family.slice(1));
    expect(forms.length).toBeGreaterThan(200);
    expect(new Set(forms).size).toBe(forms.length);
  });

  it('are found by another form of them, in the sentence too, where they begin otherwise', () => {
    const engine = createSearchEngine(createMemorySource());
    const text = 'The town lies in a valley. A miller bought the old bakery. Its market is on Monday.';
    engine.add([
      { id: 1, documentKey: 1, collection: 'a', title: '', path: '', headings: [], text },
      { id: 2, documentKey: 2, collection: 'a', title: '', path: '', headings: [], text: 'Nothing to see.' },
    ]);
    const [hit] = engine.search({ text: 'Who did buy it?', k: 1 }).hits;
    const best = hit?.sentences.toSorted((a, b) => b.score - a.score)[0];
    expect(text.slice(best?.start, best?.end)).toBe('A miller bought the old bakery.');
  });
});
