import { describe, expect, it } from 'vitest';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import type { ScoredPassage } from '../../../core/types.ts';
import { answererContract } from '../../contracts/answerer.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const answerer = createExtractiveAnswerer({ standalone: standaloneByRule });
answererContract('extractive', async () => ({ answerer, close: async () => {} }));

const draftOf = (...passages: ScoredPassage[]) =>
  answerer.answer({ question: 'q', thread: [], passages, signal: new AbortController().signal });

describe('the extractive answerer', () => {
  it('quotes the best sentence whole, with its source', async () => {
    const passage = aScoredPassage('First. The best one. Last.', {}, [0.1, 1, 0.2]);
    expect(await draftOf(passage)).toEqual({
      kind: 'drafted',
      text: 'The best one. [1]',
      usage: null,
      quotes: [{ n: 1, text: 'The best one.' }],
    });
  });

  it('quotes good neighbours in the order they stand in', async () => {
    const passage = aScoredPassage('Good. Poor. Best.', {}, [0.8, 0.1, 1]);
    expect(await draftOf(passage)).toMatchObject({ text: 'Good. Best. [1]' });
  });

  it('adds another passage only when it is nearly as good, the best one first', async () => {
    const nearly = aScoredPassage('Nearly as good.', {}, [0.95]);
    const fair = aScoredPassage('Only fair.', {}, [0.8]);
    const best = aScoredPassage('The best.', {}, [1]);
    expect(await draftOf(nearly, best)).toMatchObject({ text: 'The best. [2]\n\nNearly as good. [1]' });
    expect(await draftOf(fair, best)).toMatchObject({ text: 'The best. [2]' });
  });

  it('quotes at most three sentences and none twice', async () => {
    const passage = aScoredPassage('One. Two. One. Three. Four.', {}, [1, 1, 1, 1, 1]);
    expect(await draftOf(passage)).toMatchObject({ text: 'One. Two. Three. [1]' });
  });

  it('adds what a sentence points back to, and what it announces', async () => {
    const back = aScoredPassage(
      'Leave is asked for in March. It is granted in May. More.',
      {},
      [0.1, 1, 0.1],
    );
    expect(await draftOf(back)).toMatchObject({
      text: 'Leave is asked for in March. It is granted in May. [1]',
    });
    const text = 'Bring these:\n- a badge\n- a laptop';
    const sentences = [
      { start: 0, end: 12, score: 1 },
      { start: 13, end: 22, score: 0.1 },
      { start: 23, end: 33, score: 0.1 },
    ];
    expect(await draftOf(aScoredPassage(text, { sentences }))).toMatchObject({
      text: 'Bring these:\n\n- a badge\n- a laptop [1]',
    });
  });

  it('says nothing twice, in other words neither', async () => {
    const first = aScoredPassage('Receipts are kept for one whole year.', {}, [1]);
    const second = aScoredPassage('Receipts are kept for one year.', {}, [0.99]);
    expect(await draftOf(first, second)).toMatchObject({ text: 'Receipts are kept for one whole year. [1]' });
  });

  it('leaves long sentences out, unless one is the best', async () => {
    const long = `Word ${'word '.repeat(200)}end.`;
    expect(await draftOf(aScoredPassage(`Best. ${long}`, {}, [1, 0.9]))).toMatchObject({ text: 'Best. [1]' });
    expect(await draftOf(aScoredPassage(long, {}, [1]))).toMatchObject({ text: `${long} [1]` });
  });

  it('leaves out what says too little or leaves a bracket open, unless nothing else is half as good', async () => {
    const text = 'See the dates. Reviews are held in May of each year. Look (see there.';
    expect(await draftOf(aScoredPassage(text, {}, [1, 0.7, 0.9]))).toMatchObject({
      text: 'Reviews are held in May of each year. [1]',
    });
    expect(await draftOf(aScoredPassage(text, {}, [1, 0.2, 0.1]))).toMatchObject({
      text: 'See the dates. [1]',
    });
  });

  it('keeps the lines of lists and code', async () => {
    const text = '- one\n- two';
    const passage = aScoredPassage(text, { sentences: [{ start: 0, end: text.length, score: 1 }] });
    expect(await draftOf(passage)).toMatchObject({ text: '- one\n- two [1]' });
  });

  it("does not take a document's own footnote marks for sources", async () => {
    const passage = aScoredPassage('Water boils at 100 degrees [2], they say [1, 3].');
    expect(await draftOf(passage)).toMatchObject({
      text: 'Water boils at 100 degrees (2), they say (1, 3). [1]',
      quotes: [{ n: 1, text: 'Water boils at 100 degrees [2], they say [1, 3].' }],
    });
  });

  it.each([
    ['there is no passage', []],
    ['no sentence was scored', [aScoredPassage('Text.', { sentences: [] })]],
    ['a sentence is blank', [aScoredPassage('   ', { sentences: [{ start: 0, end: 3, score: 1 }] })]],
  ])('has nothing to say when %s', async (_name, passages) => {
    expect(await draftOf(...passages)).toEqual({ kind: 'nothing' });
  });
});
