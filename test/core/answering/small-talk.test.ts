import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { ThreadTurn } from '../../../core/types.ts';
import { openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const TRAVEL = aPassage({
  documentId: 'doc_travel',
  text: 'Trains are booked by the travel desk. Thanks to the travel desk, hotels are cheap. You are welcome there.',
});
const OFFICE = aPassage({
  documentId: 'doc_office',
  title: 'Offices',
  path: 'offices.md',
  text: 'The office in Lisbon opens at nine. The office in Madrid opens at ten.',
});
const passages = [TRAVEL, OFFICE];
const turns = (...texts: string[]): ThreadTurn[] =>
  texts.map((text, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', text }));

describe('small talk', () => {
  it('is replied to in its language, and nothing is searched, kept or found missing', async () => {
    await using rig = await openAnswering({ passages });
    for (const [text, reply] of [
      ['Thanks!', wording.smallTalk.en.thanks],
      ['Danke dir', wording.smallTalk.de.thanks],
      ['Bonjour !', wording.smallTalk.fr.greeting],
      ['何ができますか？', wording.smallTalk.ja.abilities],
    ] as const) {
      const answer = await rig.ask(text);
      expect(answer).toMatchObject({
        ...{ outcome: 'answered', servedBy: 'small-talk', text: reply, reason: null },
        ...{ confidence: 'found', evidence: 1, citations: [], nearest: [], retrieved: null },
      });
      expect(answer.steps.map(({ step }) => step)).toEqual(['input-guards', 'small-talk']);
    }
    expect(await rig.cached()).toEqual([]);
    expect(await rig.saved()).toHaveLength(4);
  });

  it('before a question does not stand in its way', async () => {
    await using rig = await openAnswering({ passages });
    expect(await rig.ask('hi, who books trains?')).toMatchObject({ servedBy: 'extract' });
    expect(await rig.ask('thanks! and who books trains?')).toMatchObject({ servedBy: 'extract' });
  });

  it('in a thread repeats no answer, and takes its language where its own fits several', async () => {
    await using rig = await openAnswering({ passages });
    const thread = turns('Wer bucht eigentlich die Züge und wo ist der Travel Desk?', 'Der Travel Desk. [1]');
    expect(await rig.ask('ok', { thread })).toMatchObject({ text: wording.smallTalk.de.pleased });
    expect(await rig.ask('thank you!', { thread })).toMatchObject({ text: wording.smallTalk.en.thanks });
  });

  it('names whom the team named', async () => {
    await using rig = await openAnswering({ passages, askInstead: '#help-desk' });
    expect((await rig.ask("that didn't help")).text).toContain('or ask #help-desk.');
  });
});

describe('a follow-up', () => {
  it('leans on the question before the small talk', async () => {
    await using rig = await openAnswering({ passages });
    const thread = turns(
      'When does the office in Lisbon open?',
      'At nine. [1]',
      'thanks',
      'You are welcome!',
    );
    const answer = await rig.ask('and in Madrid?', { thread });
    expect(answer.standalone).toBe('When does the office in Madrid open?');
    expect(answer.text).toContain('Madrid opens at ten');
  });

  it('leans on the last question though nothing was found for it, and on no word of that reply', async () => {
    await using rig = await openAnswering({ passages });
    const thread: ThreadTurn[] = [
      ...turns(
        'Who books trains at the travel desk?',
        'The travel desk. [1]',
        'is there a zebra quantum policy?',
      ),
      { role: 'assistant', text: 'Nothing stands in the handbooks.', answered: false },
    ];
    const answer = await rig.ask('who approves it?', { thread });
    expect(answer.standalone).toBe('who approves it? (zebra quantum policy)');
    expect(answer.outcome).toBe('abstained');
  });
});
