import { describe, expect, it } from 'vitest';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const answerer = createExtractiveAnswerer({ standalone: standaloneByRule });
const signal = new AbortController().signal;

/** A passage as the index cuts it, with a score for each sentence. */
function aPage(text: string, heading: string, scores: number[] = []) {
  const sentences = sentencesToQuote(text).map((span, at) => ({ ...span, score: scores[at] ?? 0.1 }));
  return aScoredPassage(text, { headings: [heading], title: 'Handbook', sentences });
}

describe('an answer where it is open what answers', () => {
  it('shows a short section whole where it is open which of its sentences answers', async () => {
    const text = 'All staff carry a card of the team. It pays for trips. Check with your manager in doubt.';
    const page = aPage(text, 'Expenses', [0.6, 0.001, 0.001]);
    const asked = { question: 'who gets a card', thread: [], passages: [page], signal };
    const open = await answerer.answer({ ...asked, unsure: true });
    expect(open.kind === 'drafted' && open.text).toContain(text);
    const sure = await answerer.answer({ ...asked, question: 'who carries a card of the team' });
    expect(sure.kind === 'drafted' && sure.text).not.toContain('Check with your manager');
  });

  it('quotes the likeliest passage beside the one that has the words', async () => {
    const likeliest = { ...aPage('You may buy a policy for pets.', 'Pets'), score: 1 };
    const words = { ...aPage('Marriages are covered from the first day.', 'Insurance'), score: 0.3 };
    const passages = [likeliest, words].map((page) => ({ ...page, documentId: 'benefits' }));
    const draft = await answerer.answer({ question: 'is my cat covered', thread: [], passages, signal });
    expect(draft.kind === 'drafted' && draft.text).toContain('Marriages are covered');
    expect(draft.kind === 'drafted' && draft.text).toContain('policy for pets');
  });

  it('looks further where the best block says little of the question, and not where it says all of it', async () => {
    const first = { ...aPage('Money is put into the account at once.', 'Account'), documentId: 'a' };
    const second = { ...aPage('The same role is paid the same.', 'Roles'), documentId: 'b' };
    const asked = { thread: [], passages: [first, second], signal };
    const open = await answerer.answer({
      ...asked,
      question: 'does everyone at my level make the same money',
    });
    expect(open).toMatchObject({ signals: { passages: 1 } });
    expect(open.kind === 'drafted' && open.text).toContain('[2]');
    const sure = await answerer.answer({ ...asked, question: 'is money put into the account' });
    expect(sure.kind === 'drafted' && sure.text).not.toContain('[2]');
  });

  it('does not look further for a follow-up', async () => {
    const first = { ...aPage('Money is put into the account at once.', 'Account'), documentId: 'a' };
    const second = { ...aPage('The same role is paid the same.', 'Roles'), documentId: 'b' };
    const thread = [{ role: 'user' as const, text: 'what about my account?' }];
    const draft = await answerer.answer({
      ...{ question: 'does everyone make the same money (account)', thread, signal },
      passages: [first, second],
    });
    expect(draft.kind === 'drafted' && draft.text).not.toContain('[2]');
  });

  it('stays within some two hundred words, however much is open', async () => {
    const filler = 'Ask the desk about the voucher and keep what it says. '.repeat(9);
    const pages = Array.from({ length: 5 }, (_, at) =>
      aPage(`Voucher ${at} is for you. ${filler}`, 'Vouchers'),
    );
    const draft = await answerer.answer({
      ...{ question: 'what about a voucher', thread: [], passages: pages, signal },
      unsure: true,
    });
    expect(draft.kind === 'drafted' && draft.text.split(/\s+/).length).toBeLessThan(200);
  });
});
