import { describe, expect, it } from 'vitest';
import { admit } from '../../../knowledge/question-memory/admit.ts';
import type { Confirmed } from '../../../knowledge/question-memory/confirmed.ts';
import { seeded } from '../../fixtures/seeded.ts';

const TOPICS = [
  ['leave', 'holiday days off paid'],
  ['card', 'card lost blocked pin'],
  ['travel', 'train flight hotel booking'],
  ['laptop', 'screen battery charger repair'],
  ['salary', 'payday slip tax amount'],
  ['room', 'meeting booking key projector'],
] as const;
const FRAMES = [
  'how do i get',
  'who knows about',
  'what is the rule for',
  'where do i find',
  'please help with my',
];

/** Questions about topics, each with its topic's document, or with that of another one. */
function pairs(n: number, source: Confirmed['source'], shuffled = false): Confirmed[] {
  const random = seeded(n);
  const rows = Array.from({ length: n }, (_, at) => {
    const [documentId, words] = TOPICS[at % TOPICS.length] as (typeof TOPICS)[number];
    const choice = words.split(' ');
    const frame = FRAMES[Math.floor(random() * FRAMES.length)];
    const word = () => choice[Math.floor(random() * choice.length)];
    return { documentId: documentId as string, question: `${frame} ${word()} ${word()} ${at}` };
  });
  const documents = rows.map(({ documentId }) => documentId);
  if (shuffled) documents.sort(() => random() - 0.5);
  return rows.map(({ question }, at) => ({
    ...{ source, ref: `${source}${at}`, question, documentId: documents[at] as string },
    ...{ passageIds: [], weight: 1, createdAt: '2026-11-01T00:00:00.000Z' },
  }));
}

const nothing = async (): Promise<string[]> => [];

describe('what may teach question memory', () => {
  it('lets right pairs in, and holds back shuffled ones, in 20 of 20 trials', async () => {
    for (let trial = 0; trial < 20; trial++) {
      const right = pairs(100 + trial, 'vote');
      expect((await admit(right, nothing)).held).toEqual([]);
      const wrong = pairs(100 + trial, 'vote', true);
      const { admitted, held } = await admit(wrong, nothing);
      expect(admitted).toEqual([]);
      expect(held).toMatchObject([{ source: 'vote', pairs: 100 + trial }]);
    }
  });

  it('judges each origin by itself', async () => {
    const { admitted, held } = await admit([...pairs(120, 'curated'), ...pairs(120, 'eval', true)], nothing);
    expect(new Set(admitted.map(({ source }) => source))).toEqual(new Set(['curated']));
    expect(held.map(({ source }) => source)).toEqual(['eval']);
  });

  it('lets in what is too little to tell', async () => {
    expect((await admit(pairs(40, 'vote', true), nothing)).held).toEqual([]);
  });

  it('asks search where no document was confirmed twice', async () => {
    const once = Array.from(
      { length: 100 },
      (_, at): Confirmed => ({
        ...{ source: 'vote', ref: `v${at}`, question: `question ${at}`, documentId: `d${at}` },
        ...{ passageIds: [], weight: 1, createdAt: '2026-11-01T00:00:00.000Z' },
      }),
    );
    const numberOf = (question: string) => Number(question.split(' ')[1]);
    const right = await admit(once, async (question) => [`d${numberOf(question)}`, 'd0']);
    expect(right.held).toEqual([]);
    const wrong = await admit(once, async (question) => [`d${(numberOf(question) + 37) % 100}`]);
    expect(wrong.held).toMatchObject([{ source: 'vote', pairs: 100 }]);
  });
});
