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
    const sure = await answerer.answer(asked);
    expect(sure.kind === 'drafted' && sure.text).not.toContain('Check with your manager');
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
