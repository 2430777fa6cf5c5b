import { describe, expect, it } from 'vitest';
import { synonymEffect } from '../../../core/answering/synonym-effect.ts';
import { keepSynonym, listSynonyms, removeSynonym } from '../../../core/rag/synonyms/synonym-list.ts';
import { openApp } from '../../fixtures/whole-app.ts';

const documents = {
  'leave.md': '# Paid leave\n\nEverybody gets 25 days of paid leave a year.\n',
  'trains.md': '# Trains\n\nTrains are booked by the travel desk.\n',
  'canteen.md': '# Canteen\n\nThe canteen opens at noon.\n',
};
const ask = (text: string) => ({ text, thread: [], origin: 'test', asker: null });

describe('synonyms of the team', () => {
  it('bring the answer to a question in words that no document has', async () => {
    await using whole = await openApp();
    await whole.ingest(documents);
    const { app } = whole;
    const question = ask('How many days of PTO do I get?');
    expect((await app.ask(question)).text).not.toContain('25 days');

    expect(await keepSynonym(app, { said: 'PTO', meant: 'paid leave', by: 'Ada' })).toMatchObject({
      kept: { said: 'pto' },
    });
    const answer = await app.ask(question);
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain('25 days');
    expect(answer.steps.find(({ step }) => step === 'synonyms')?.detail).toEqual({
      text: 'How many days of paid leave do I get?',
    });

    // What was kept with the list is not given without it.
    expect(await removeSynonym(app.store, 'pto')).toBe(true);
    expect((await app.ask(question)).text).not.toContain('25 days');
    expect(await removeSynonym(app.store, 'pto')).toBe(false);
  });

  it('leave a question alone whose own words find more', async () => {
    await using whole = await openApp();
    await whole.ingest(documents);
    await keepSynonym(whole.app, { said: 'canteen', meant: 'parking garage', by: 'Ada' });
    const answer = await whole.app.ask(ask('When does the canteen open?'));
    expect(answer.text).toContain('noon');
  });

  it('find the curated answer that was written in the other words', async () => {
    await using whole = await openApp();
    const { app } = whole;
    const questions = ['How many days of paid leave do I get?'];
    await app.curated.add({ questions, answer: 'Ask Kim: 25.', collections: null, author: 'Kim' });
    await keepSynonym(app, { said: 'PTO', meant: 'paid leave', by: 'Ada' });
    const answer = await app.ask(ask('How many days of PTO do I get?'));
    expect([answer.servedBy, answer.text]).toEqual(['curated', expect.stringContaining('Ask Kim: 25.')]);
  });

  it('show what they would change before they are kept, for questions that were asked', async () => {
    await using whole = await openApp();
    await whole.ingest(documents);
    await whole.app.ask(ask('How many days of PTO do I get?'));
    const effects = await synonymEffect(whole.app, { said: 'pto', meant: 'paid leave' });
    expect(effects.map(({ question }) => question)).toEqual(['pto', 'How many days of PTO do I get?']);
    for (const { before, after } of effects) {
      expect(after.evidence).toBeGreaterThan(before.evidence);
      expect(after.title).toBe('Paid leave');
    }
    expect(await listSynonyms(whole.app.store)).toEqual([]);
  });

  it('have two sides with words, within bounds, each once', async () => {
    await using whole = await openApp();
    const { app } = whole;
    const keep = (said: string, meant: string) => keepSynonym(app, { said, meant, by: 'Ada' });
    expect(await keep(' ', 'x')).toEqual({ problem: 'empty' });
    expect(await keep('Same', 'same')).toEqual({ problem: 'same' });
    expect(await keep('?!', 'x')).toEqual({ problem: 'no-words' });
    expect(await keep('x'.repeat(61), 'y')).toEqual({ problem: 'too-long' });
    await keep('PTO', 'leave');
    await keep('pto', 'paid leave');
    expect(await listSynonyms(app.store)).toMatchObject([{ said: 'pto', meant: 'paid leave', by: 'Ada' }]);
  });
});
