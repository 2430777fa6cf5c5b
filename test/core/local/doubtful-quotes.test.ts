import { describe, expect, it } from 'vitest';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import type { ScoredPassage } from '../../../core/types.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const answerer = createExtractiveAnswerer({ standalone: standaloneByRule });

const signal = new AbortController().signal;

/** A passage as the index cuts it, every sentence equally likely unless told otherwise. */
function aPage(text: string, overrides: Partial<ScoredPassage> = {}, scores: number[] = []): ScoredPassage {
  const sentences = sentencesToQuote(text).map((span, at) => ({ ...span, score: scores[at] ?? 0.1 }));
  return aScoredPassage(text, { headings: [], title: 'Handbook', sentences, ...overrides });
}

async function answerTo(question: string, ...passages: ScoredPassage[]) {
  const draft = await answerer.answer({ question, thread: [], passages, signal });
  if (draft.kind !== 'drafted') throw new Error(`expected a draft, got ${draft.kind}`);
  return draft;
}

describe('a quote that may be of something else', () => {
  it('doubts a quote where the question is a single word that no heading says', async () => {
    const text = 'On the first day of sickness you call before nine.';
    const { signals } = await answerTo('What should I do on my first day?', aPage(text, {}, [0.8]));
    expect(signals?.doubtful).toBe(true);
    const under = await answerTo('What about day one?', aPage(text, { headings: ['Day one'] }, [0.8]));
    expect(under.signals?.doubtful).toBe(false);
  });

  it('lacks what is counted where the quote counts something else', async () => {
    const text = 'On the first day of sickness you tell us before 9 am.';
    const { signals } = await answerTo('How many sick days do we get?', aPage(text, {}, [0.8]));
    expect(signals?.holdsAsked).toBe(false);
    const told = await answerTo('How many sick days do we get?', aPage('You get 12 sick days.', {}, [0.8]));
    expect(told.signals?.holdsAsked).toBe(true);
  });

  it('doubts a quote from a passage that another was far likelier than', async () => {
    const asked = {
      question: 'How do I join two clips?',
      ...{ thread: [], signal },
    };
    const clips = 'How two clips join: select both clips and join them.';
    const far = [aPage('Something about tapes.', { score: 1 }), aPage(clips, { score: 0.04 }, [0.9])];
    const draft = await answerer.answer({ ...asked, passages: far });
    expect(draft).toMatchObject({ signals: { doubtful: true } });
    const near = [aPage('Something about tapes.', { score: 1 }), aPage(clips, { score: 0.4 }, [0.9])];
    expect(await answerer.answer({ ...asked, passages: near })).toMatchObject({
      signals: { doubtful: false },
    });
  });

  it('doubts a quote over which words are scattered that stand side by side in the question', async () => {
    const question = 'Which password manager do we use?';
    const rules = 'Every device has password rules and disk encryption. '.concat(
      'In the first week of each quarter we look through all of the devices and see that a manager signs.',
    );
    const scattered = await answerTo(question, aPage(rules, {}, [0.5, 0.5]));
    expect(scattered.signals).toMatchObject({ coverWithHeadings: 1, doubtful: true });
    const near = 'As a manager of passwords we use the blue one.';
    expect((await answerTo(question, aPage(near, {}, [0.9]))).signals?.doubtful).toBe(false);
  });

  it('doubts what "it" does where another document says that', async () => {
    const daily = aPage('The standup is every day at nine.', { documentId: 'a', title: 'Standup' }, [0.5]);
    const lead = aPage('A lead leads a team of people.', { documentId: 'b', title: 'Lead' }, [0.4]);
    const { signals } = await answerTo('When is the standup and who leads it?', daily, lead);
    expect(signals).toMatchObject({ passages: 2, doubtful: true });
  });
});
