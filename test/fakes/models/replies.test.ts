import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatRequest, citeFirst, createCiteFirst, toPieces } from './replies.ts';

const ask = (...texts: string[]): ChatRequest => ({
  model: 'm',
  streaming: false,
  messages: texts.map((text) => ({ role: 'user', text })),
});

describe('citeFirst', () => {
  it('quotes the first sentence of each of the first passages in brackets', () => {
    const prompt = [
      'Answer only from the sources and cite them like [1].',
      '',
      '[1] Handbook > Leave',
      'You have 25 days of leave a year. Ask your lead first.',
      '',
      '[2] Expenses: Send receipts within 30 days. Late ones wait.',
      '[3] Never quoted. Really.',
      '',
      'Question: how much leave?',
    ].join('\n');
    expect(citeFirst(ask(prompt))).toBe(
      'You have 25 days of leave a year. [1] Expenses: Send receipts within 30 days. [2]',
    );
  });

  it('quotes passages in tags, from the last message that has some', () => {
    const old = '<passage n="1">Old one.</passage>';
    const prompt =
      '<passage n="4" title="A">Fresh one. More.</passage>\n<passage n="7">\nSecond one.\n</passage>';
    expect(citeFirst(ask(old, prompt, 'And the question?'))).toBe('Fresh one. [4] Second one. [7]');
  });

  it('takes another pattern, length and fallback', () => {
    const reply = createCiteFirst({
      pattern: /^S(?<n>\d): (?<text>.+)$/gm,
      passages: 1,
      sentences: 2,
      otherwise: '?',
    });
    expect(reply(ask('S3: One. Two. Three.\nS4: Four.'))).toBe('One. Two. [3]');
    expect(reply(ask('nothing here'))).toBe('?');
  });
});

describe('toPieces', () => {
  it('loses no character, however a text is cut', () => {
    const chunking = fc.oneof(
      fc.constantFrom('word' as const, 'char' as const, 'whole' as const),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        chunking,
        (text, how) => toPieces(text, how).join('') === text,
      ),
    );
  });
});
