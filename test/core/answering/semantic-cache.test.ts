import { describe, expect, it } from 'vitest';
import { createCacheService } from '../../../core/caching/cache-service.ts';
import { createShadowJob } from '../../../core/caching/entries/shadow.ts';
import { wordVectors } from '../../../core/caching/lookup/word-vectors.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { QuestionVectors } from '../../../core/ports/question-vectors.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeModelAnswerer, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const TRAINS = aPassage({ text: 'Trains are booked by the travel desk. Enable the travel app first.' });
const BOARD = aPassage({
  documentId: 'doc_board',
  collection: 'board',
  text: 'Trains of the board are booked by Ada.',
});

async function open(vectors?: QuestionVectors, passages = [TRAINS, BOARD]) {
  const fake = await createFakeOpenAI({ reply: 'Trains are booked by the travel desk. [1]' });
  const rig = await openAnswering({
    passages,
    answerer: await createFakeModelAnswerer(fake),
    ...(vectors === undefined ? {} : { vectors }),
  });
  return {
    ...rig,
    fake,
    service: createCacheService({ store: rig.store, index: rig.cache.index }),
    async [Symbol.asyncDispose]() {
      await rig[Symbol.asyncDispose]();
      await fake.close();
    },
  };
}

describe('a question that means the same', () => {
  it('is served without asking the model, with what every gate said in its trace', async () => {
    await using rig = await open();
    const first = await rig.ask('How do I book trains?');
    const second = await rig.ask('What is the best way to reserve trains?');
    expect(second).toMatchObject({
      servedBy: 'semantic-cache',
      text: first.text,
      citations: first.citations,
    });
    expect(rig.fake.requests).toHaveLength(1);
    const step = second.steps.find(({ step }) => step === 'cache');
    expect(step?.detail).toMatchObject({
      hit: true,
      tier: 'semantic-cache',
      question: 'How do I book trains?',
    });
    expect(JSON.stringify(step?.detail)).toContain('"gate":"polarity","pass":true');
    expect(await rig.service.stats()).toMatchObject({ entries: 1, hits: { exact: 0, semantic: 1 } });
  });

  it.each([
    ['turned round', 'How do I cancel trains?'],
    ['denied', 'How do I not book trains?'],
    ['about a number', 'How do I book 2 trains?'],
  ])('is not one that is %s', async (_name, other) => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    expect((await rig.ask(other)).servedBy).not.toBe('semantic-cache');
  });

  it('that is answered anew says how near the likest kept one was, and which check it failed', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    const other = await rig.ask('How do I cancel trains?');
    const step = other.steps.find(({ step }) => step === 'cache');
    expect(step?.detail).toMatchObject({
      hit: false,
      nearest: 'How do I book trains?',
      likeness: expect.closeTo(0.5, 5),
    });
    expect(await rig.service.misses()).toMatchObject([
      {
        answerId: other.traceId,
        question: 'How do I cancel trains?',
        nearest: 'How do I book trains?',
        failed: expect.arrayContaining([expect.objectContaining({ gate: 'content' })]),
      },
    ]);
  });

  it('is not served to those who may read other collections', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?', { collections: ['board'] });
    for (const collections of [['default'], ['board', 'default']])
      expect((await rig.ask('How can I book trains?', { collections })).servedBy).toBe('model');
  });

  it('is answered anew once a cited passage changed', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    rig.retriever.replace(TRAINS.passageId, 'Trains are booked by the travel desk, by phone.');
    expect((await rig.ask('How can I book trains?')).servedBy).toBe('model');
  });

  it('is not looked for once the sources of this very question have changed', async () => {
    const said = 'Trains are booked by the travel desk.';
    const own = aPassage({ documentId: 'doc_own', text: `You book trains early. ${said}` });
    const other = aPassage({
      documentId: 'doc_other',
      text: `The best way to reserve trains is this. ${said}`,
    });
    await using rig = await open(undefined, [own, other]);
    const [question, like] = ['How do I book trains?', 'What is the best way to reserve trains?'];
    const first = await rig.ask(question);
    const second = await rig.ask(like, { refresh: true });
    expect([first, second].map(({ citations }) => citations[0]?.documentId)).toEqual([
      'doc_own',
      'doc_other',
    ]);
    rig.retriever.replace(own.passageId, `You book trains late. ${said}`);
    const again = await rig.ask(question);
    expect(again.servedBy).toBe('model');
    expect(again.steps).toContainEqual(
      expect.objectContaining({ step: 'cache', detail: { hit: false, why: 'source-changed' } }),
    );
  });

  it.each(['How many trains do I have left?', 'Which trains are booked today?'])(
    'is neither served nor kept when it is personal or of the day: %s',
    async (question) => {
      await using rig = await open();
      await rig.ask(question);
      expect((await rig.ask(question)).servedBy).not.toMatch(/cache/);
      expect(await rig.cached()).toEqual([]);
    },
  );

  it('is embedded anew when the model changes, and found again', async () => {
    let model = 'a';
    await using rig = await open({
      embed: async (texts) => ({ ...(await wordVectors.embed(texts)), model }),
    });
    await rig.ask('How do I book trains?');
    await rig.ask('How do I cancel trains?');
    expect(await rig.store.selectFrom('cache_vectors').select('model').execute()).toEqual([{ model: 'a' }]);
    model = 'b';
    expect((await rig.ask('How can I book trains?')).servedBy).toBe('semantic-cache');
    await rig.cache.settled();
    const models = await rig.store.selectFrom('cache_vectors').select('model').distinct().execute();
    expect(models).toEqual([{ model: 'b' }]);
  });

  it('is served to equal questions even when embedding fails', async () => {
    await using rig = await open({ embed: () => Promise.reject(new Error('down')) });
    await rig.ask('How do I book trains?');
    expect((await rig.ask('how do I book trains')).servedBy).toBe('exact-cache');
    expect((await rig.ask('How can I book trains?')).servedBy).toBe('model');
  });
});

describe('equal questions at once', () => {
  it('ask the model once', async () => {
    await using rig = await open();
    const answers = await Promise.all(Array.from({ length: 5 }, () => rig.ask('How do I book trains?')));
    expect(rig.fake.requests).toHaveLength(1);
    expect(answers.map(({ servedBy }) => servedBy).sort()).toEqual([
      ...Array(4).fill('exact-cache'),
      'model',
    ]);
  });
});

describe('refresh', () => {
  it('answers anew and keeps that', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    rig.fake.setReply('Trains are booked by the travel desk alone. [1]');
    expect((await rig.ask('How do I book trains?', { refresh: true })).servedBy).toBe('model');
    expect((await rig.ask('How do I book trains?')).text).toContain('alone');
  });
});

describe('votes', () => {
  it('take an entry out of use, also through an answer that it served, until they are taken back', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    const served = await rig.ask('How can I book trains?');
    const vote = (value: -1 | 0) =>
      rig.service.voted(rig.store, { answerId: served.traceId, userHash: 'u1', vote: value });
    await vote(-1);
    expect(await rig.service.list()).toMatchObject([
      { quarantined: true, quarantineReason: 'vote', votes: { down: 1 } },
    ]);
    expect((await rig.ask('How do I book trains?')).servedBy).toBe('model');
    expect(await rig.service.list()).toMatchObject([{ quarantined: true }]);
    await vote(0);
    expect((await rig.ask('How do I book trains?')).servedBy).toBe('exact-cache');
  });

  it('do not hold against another answer that took its place', async () => {
    await using rig = await open();
    const first = await rig.ask('How do I book trains?');
    await rig.service.voted(rig.store, { answerId: first.traceId, userHash: 'u1', vote: -1 });
    rig.fake.setReply('Trains are booked by the travel desk only. [1]');
    await rig.ask('How do I book trains?');
    expect((await rig.ask('How do I book trains?')).servedBy).toBe('exact-cache');
    expect(await rig.service.list()).toMatchObject([{ quarantined: false, votes: { down: 0 } }]);
  });
});

describe('a curated answer', () => {
  const text = 'Ask **Grace**, *always*.\n\n- by phone  ';
  it('is given byte for byte before cache and model, to paraphrases too, where it belongs', async () => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    await rig.curated.add({
      questions: ['How do I book trains?'],
      answer: text,
      collections: ['default'],
      author: 'Ada',
    });
    for (const question of ['how do I book trains', 'How can I reserve trains?'])
      expect(await rig.ask(question)).toMatchObject({ outcome: 'answered', servedBy: 'curated', text });
    expect(rig.fake.requests).toHaveLength(1);
    expect((await rig.ask('How do I book trains?', { collections: ['board'] })).servedBy).not.toBe('curated');
    expect((await rig.ask('How do I cancel trains?')).servedBy).not.toBe('curated');
  });
});

describe('a hit that is answered again', () => {
  it.each([
    ['same', 'Trains are booked by the travel desk. [1]', { checked: 1, wrong: 0 }],
    ['different', 'Enable the travel app first. [1]', { checked: 1, wrong: 1 }],
  ])('is counted as %s', async (verdict, reply, counted) => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    const hit = await rig.ask('How can I book trains?');
    rig.fake.setReply(reply);
    const shadow = createShadowJob({
      store: rig.store,
      clock: systemClock,
      random: systemRandom,
      ask: (question) => rig.answering.answer(question),
    });
    await shadow({ payload: { answerId: hit.traceId } } as never, {} as never);
    expect((await rig.service.stats()).shadow.semantic).toEqual(counted);
    expect(await rig.store.selectFrom('cache_hits').select('shadow').execute()).toEqual([
      { shadow: verdict },
    ]);
    expect(await rig.store.selectFrom('cache_evidence').select('correct').execute()).toHaveLength(1);
  });
});

describe('purging', () => {
  it.each([
    [
      'one entry',
      async (rig: Awaited<ReturnType<typeof open>>) => ({ key: (await rig.service.list())[0]?.key ?? '' }),
    ],
    ['all of a document', async () => ({ documentId: TRAINS.documentId })],
    ['everything', async () => ({ all: true }) as const],
  ])('forgets %s', async (name, what) => {
    await using rig = await open();
    await rig.ask('How do I book trains?');
    const purged = await rig.service.purge(await what(rig));
    // The rig's passages are not in the store, which says what a document's are.
    expect(purged).toBe(name === 'all of a document' ? 0 : 1);
    if (purged === 1) expect((await rig.ask('How can I book trains?')).servedBy).toBe('model');
  });
});
