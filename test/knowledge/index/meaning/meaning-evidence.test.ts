import { describe, expect, it } from 'vitest';
import type { PassageText } from '../../../../knowledge/index/host/passage-source.ts';
import { meaningEvidence, meaningFeatures } from '../../../../knowledge/index/meaning/meaning-evidence.ts';
import type { AskedMeaning } from '../../../../knowledge/index/meaning/unit-shelf.ts';
import type { ParsedQuestion } from '../../../../knowledge/index/ranking/question.ts';

const asked: AskedMeaning = {
  nearest: () => [1, 2],
  of: (id) => ({ crumb: 0, sentences: Float32Array.of(id === 1 ? 0.6 : 0.4) }),
};

const COMMUTE: PassageText = {
  ...{ title: 'Getting to work', headings: ['Commute'], hash: 'a' },
  text: 'A bicycle can be left in the basement.',
};

/** The features of a question whose words the first passage holds by these places. */
function featuresOf(text: string, words: readonly string[], held: readonly number[], first = COMMUTE) {
  const question: ParsedQuestion = {
    terms: words.map((word, id) => ({ text: word, id, weight: 1, idf: 2, telling: true })),
    languages: ['en'],
  };
  return meaningFeatures({
    ...{ own: 0, text, question, asked, first },
    ranked: [
      { id: 1, score: 0 },
      { id: 2, score: -1 },
    ],
    documentOf: (id) => id,
    readings: [{ id: 1, coverage: held.length / words.length, held: new Set(held) }],
  });
}

describe('what tells whether a question compared by meaning is answered', () => {
  it('counts a word as met where the first passage has it, or the documents’ word for it', () => {
    expect(featuresOf('where do bikes go', ['bike', 'wardrob'], []).met).toBe(0.5);
    expect(featuresOf('where do bikes go', ['bike', 'wardrob'], [1]).met).toBe(1);
  });

  it('holds unmet words against a direct question, not against one that tells of a situation', () => {
    expect(featuresOf('is there a sauna', ['sauna'], []).unmetDirect).toBe(1);
    expect(featuresOf('my sauna is cold', ['sauna'], []).unmetDirect).toBe(0);
  });

  it('sees that the kind of thing that was asked for is missing', () => {
    const price: PassageText = { ...COMMUTE, text: 'A locker costs 5 euros a month.' };
    expect(featuresOf('how much does a locker cost', ['locker'], [0]).lacks).toBe(1);
    expect(featuresOf('how much does a locker cost', ['locker'], [0], price).lacks).toBe(0);
  });

  it('is surer of a question that comes near to a sentence, whatever its words', () => {
    const features = featuresOf('where do bikes go', ['bike', 'wardrob'], []);
    expect(features.best).toBeCloseTo(0.6);
    expect(meaningEvidence(features)).toBeGreaterThan(meaningEvidence({ ...features, best: 0.3 }));
  });

  it('is surer of a question whose words are met', () => {
    const unmet = meaningEvidence(featuresOf('where do bikes go', ['bike', 'wardrob'], []));
    expect(meaningEvidence(featuresOf('where do bikes go', ['bike', 'wardrob'], [1]))).toBeGreaterThan(unmet);
  });
});
