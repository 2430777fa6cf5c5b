import { describe, expect, it } from 'vitest';
import { bestQuote, resolveCitations } from '../../../core/rag/citations.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const PASSAGES = [
  aScoredPassage('Trains are booked by the travel desk. Receipts are kept.', { title: 'Travel' }, [0.9, 0.1]),
  aScoredPassage('Lunch is served from noon.', { title: 'Canteen' }),
  aScoredPassage('Holidays need approval.', { title: 'Holidays' }),
];

const resolve = (text: string, quotes: { n: number; text: string }[] = []) =>
  resolveCitations(text, PASSAGES, quotes, 240);

describe('resolveCitations', () => {
  it.each([
    ['Ask the desk. [1]', 'Ask the desk. [1]', ['Travel'], 0],
    ['At noon [2]. By train [1].', 'At noon [1]. By train [2].', ['Canteen', 'Travel'], 0],
    ['Both [3][1]; again [3].', 'Both [1][2]; again [1].', ['Holidays', 'Travel'], 0],
    ['Both [1, 2].', 'Both [1][2].', ['Travel', 'Canteen'], 0],
    ['Both [1; 2].', 'Both [1][2].', ['Travel', 'Canteen'], 0],
    ['An invented source [7].', 'An invented source.', [], 1],
    ['Half of it [1, 7].', 'Half of it [1].', ['Travel'], 1],
    ['Zero [0] and many [999].', 'Zero and many.', [], 2],
    ['[7] At the start.', 'At the start.', [], 1],
    ['- [7] in a list [1]', '- in a list [1]', ['Travel'], 1],
    ['A year [2024] stays.', 'A year [2024] stays.', [], 0],
    ['Not numbers: [a] [1a] [].', 'Not numbers: [a] [1a] [].', [], 0],
    ['', '', [], 0],
  ])('resolves the marks of %j', (text, shown, titles, invented) => {
    const resolved = resolve(text);
    expect(resolved.text).toBe(shown);
    expect(resolved.citations.map((citation) => citation.title)).toEqual(titles);
    expect(resolved.citations.map((citation) => citation.n)).toEqual(titles.map((_, index) => index + 1));
    expect(resolved.invented).toBe(invented);
  });

  it.each(['Use `list[1]` here.', '```\ngit add .\nlist[7]  =  x ;\n```', 'Run `a [7] b` and `c  ;d`.'])(
    'leaves code as it is: %j',
    (text) => {
      expect(resolve(text)).toMatchObject({ text, citations: [], invented: 0 });
    },
  );

  it('keeps the spacing of the text around marks', () => {
    const text = '1. First\n    - indented  twice : so\n2. Second [1]';
    expect(resolve(text).text).toBe(text);
  });

  it('carries over everything a reader needs to open the source', () => {
    const [citation] = resolve('Ask [1].').citations;
    const { documentId, externalId, title, path, passageId, headings, place, hash } = PASSAGES[0] ?? {};
    expect(citation).toEqual({
      n: 1,
      documentId,
      externalId,
      title,
      path,
      passageId,
      headings,
      place,
      hash,
      quote: 'Trains are booked by the travel desk.',
    });
  });

  it('quotes what the answerer quoted', () => {
    const quotes = [
      { n: 1, text: 'Receipts are kept.' },
      { n: 2, text: 'Lunch is served from noon.' },
    ];
    expect(resolve('Kept. [1]', quotes).citations[0]?.quote).toBe('Receipts are kept.');
  });

  it('quotes one verbatim stretch of the passage, in its own order', () => {
    const both = ['Trains are booked by the travel desk.', 'Receipts are kept.'];
    const inOrder = both.map((text) => ({ n: 1, text }));
    expect(resolve('So. [1]', inOrder).citations[0]?.quote).toBe(both.join(' '));
    expect(resolve('So. [1]', inOrder.toReversed()).citations[0]?.quote).toBe(both.join(' '));
  });

  it('stays fast on a text full of spaces', () => {
    expect(resolve(`${' '.repeat(200_000)}x`).text).toBe('x');
  });
});

describe('bestQuote', () => {
  it.each([
    ['the best sentence', aScoredPassage('One. Two.', {}, [0.1, 0.9]), 240, 'Two.'],
    [
      'the beginning where no sentence was scored',
      aScoredPassage('One two.', { sentences: [] }),
      240,
      'One two.',
    ],
    ['a long sentence cut at a word', aScoredPassage('alpha beta gamma delta'), 12, 'alpha beta'],
    ['a word that is longer than a quote', aScoredPassage('abcdefghijklmnop'), 8, 'abcdefgh'],
  ])('is %s', (_name, passage, length, quote) => {
    expect(bestQuote(passage, length)).toBe(quote);
  });
});

describe('the quote of a written answer', () => {
  const OVERTIME = aScoredPassage(
    'The Tock administrator will adjust your hours. Staff cannot work over 40 hours in a week. Comp time lapses after 26 pay periods. Über 8 Stunden am Tag wird nicht gearbeitet.',
    { title: 'Tock' },
    [0.9, 0.2, 0.3, 0.1],
  );
  const quotesOf = (text: string) =>
    resolveCitations(text, [OVERTIME, PASSAGES[1] as typeof OVERTIME], [], 240).citations.map(
      ({ quote }) => quote,
    );

  it.each([
    ["We can't work more than 40 hours [1].", 'Staff cannot work over 40 hours in a week.'],
    ["We can't work more than 40 hours. [1] Ask your lead.", 'Staff cannot work over 40 hours in a week.'],
    ["We can't work more than 40 hours.\n[1]", 'Staff cannot work over 40 hours in a week.'],
    ['It is gone after 26 of them [1]', 'Comp time lapses after 26 pay periods.'],
    ['- Lapsing comp time [1]\n- Nobody works 9 hours', 'Comp time lapses after 26 pay periods.'],
    ['Mehr als 8 Stunden täglich gehen nicht [1].', 'Über 8 Stunden am Tag wird nicht gearbeitet.'],
    ['Nothing alike [1].', 'The Tock administrator will adjust your hours.'],
    ['[1]', 'The Tock administrator will adjust your hours.'],
    ['Of hours [1].', 'The Tock administrator will adjust your hours.'],
  ])('supports %j', (text, quote) => {
    expect(quotesOf(text)).toEqual([quote]);
  });

  it('is chosen by every sentence that carries the mark, and by no other', () => {
    expect(quotesOf('Comp time lapses [1]. After 26 pay periods. It serves lunch [2].')).toEqual([
      'Comp time lapses after 26 pay periods.',
      'Lunch is served from noon.',
    ]);
    expect(quotesOf('The administrator adjusts. A 40 hour week [2][1].')).toEqual([
      'Lunch is served from noon.',
      'Staff cannot work over 40 hours in a week.',
    ]);
  });

  it('leaves the quotes that an answerer names', () => {
    const named = [{ n: 1, text: 'Comp time lapses after 26 pay periods.' }];
    const { citations } = resolveCitations('We work 40 hours a week [1].', [OVERTIME], named, 240);
    expect(citations[0]?.quote).toBe(named[0]?.text);
  });
});
