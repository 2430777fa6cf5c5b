import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIntoPassages } from '../../../knowledge/ingest/passages.ts';
import type { Block, ParsedDocument } from '../../../knowledge/parsers/parsed.ts';

const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text });
const paragraph = (text: string, extra: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  ...extra,
});
const documentOf = (blocks: Block[], title: string | null = null): ParsedDocument => ({
  title,
  externalId: null,
  blocks,
});
const words = (count: number, word = 'word'): string =>
  Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');
const sentence = (n: number): string => `Sentence number ${n} says something that is worth a line of text.`;

describe('splitting a document into passages', () => {
  it('gives each section a passage with its breadcrumb, without the title', () => {
    const passages = splitIntoPassages(
      documentOf(
        [
          heading(1, 'Travel'),
          paragraph(words(60)),
          heading(2, 'Booking'),
          paragraph(words(60)),
          heading(3, 'Flights'),
          paragraph(words(60)),
          heading(2, 'Costs'),
          paragraph(words(60)),
        ],
        'Travel',
      ),
    );
    expect(passages.map((passage) => passage.headings)).toEqual([
      [],
      ['Booking'],
      ['Booking', 'Flights'],
      ['Costs'],
    ]);
  });

  it('cuts a long paragraph between sentences', () => {
    const text = Array.from({ length: 60 }, (_, i) => sentence(i)).join(' ');
    const passages = splitIntoPassages(documentOf([paragraph(text)]));
    expect(passages.length).toBeGreaterThan(2);
    for (const { text: part } of passages) {
      expect(part).toMatch(/^Sentence number \d+ .*text\.$/s);
      expect(part.split(/\s+/).length).toBeLessThanOrEqual(200);
    }
  });

  it('keeps code whole where it fits, and cuts it between lines where it does not', () => {
    const short = Array.from({ length: 40 }, (_, i) => `const value${i} = compute(${i});`).join('\n');
    const blocks = [paragraph(words(150)), { kind: 'code', text: short } as const];
    expect(splitIntoPassages(documentOf(blocks)).map(({ text }) => text)).toContain(short);
    const long = Array.from({ length: 400 }, (_, i) => `const value${i} = compute(${i});`).join('\n');
    const parts = splitIntoPassages(documentOf([{ kind: 'code', text: long }])).map(({ text }) => text);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('\n').split(/\n+/)).toEqual(long.split('\n'));
  });

  it('keeps a table row whole', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `Name: person ${i} | City: place ${i}`);
    const parts = splitIntoPassages(documentOf([{ kind: 'table', text: rows.join('\n') }]));
    expect(parts.flatMap(({ text }) => text.split(/\n+/))).toEqual(rows);
  });

  it('joins tiny sections under the same parent, headings kept as lines', () => {
    const passages = splitIntoPassages(
      documentOf([
        heading(1, 'Contacts'),
        heading(2, 'Payroll'),
        paragraph('Ask Ada.'),
        heading(2, 'Travel'),
        paragraph('Ask Ben.'),
        heading(1, 'Rules'),
        paragraph(words(120)),
      ]),
    );
    expect(passages).toMatchObject([
      { headings: ['Contacts'], text: 'Payroll\nAsk Ada.\n\nTravel\nAsk Ben.' },
      { headings: ['Rules'], text: words(120) },
    ]);
  });

  it('leaves a heading that asks a question alone with its answer', () => {
    const passages = splitIntoPassages(
      documentOf([
        heading(1, 'How do I get paid?'),
        paragraph('Every second Friday.'),
        heading(1, 'Who books travel?'),
        paragraph('You do.'),
      ]),
    );
    expect(passages.map(({ headings }) => headings)).toEqual([['How do I get paid?'], ['Who books travel?']]);
  });

  it('spans the lines of what it holds, and stays within one page or slide', () => {
    const blocks = [
      paragraph(words(20), { startLine: 3, endLine: 4, page: 2 }),
      paragraph(words(20), { startLine: 6, endLine: 9, page: 2 }),
      paragraph(words(5), { startLine: 11, endLine: 12, page: 3 }),
    ];
    expect(splitIntoPassages(documentOf(blocks)).map((passage) => passage.place)).toEqual([
      { startLine: 3, endLine: 9, page: 2 },
      { startLine: 11, endLine: 12, page: 3 },
    ]);
  });

  it('makes a passage of an outline that has headings only, and none of nothing', () => {
    const outline = splitIntoPassages(documentOf([heading(1, 'Agenda'), heading(2, 'Budget')]));
    expect(outline).toMatchObject([{ text: 'Agenda\nBudget' }]);
    expect(splitIntoPassages(documentOf([]))).toEqual([]);
  });

  it('bounds a document of one endless word and one of endless lines', () => {
    const solid = splitIntoPassages(documentOf([paragraph('😀'.repeat(500_000))]));
    expect(solid.length).toBeLessThan(1000);
    expect(solid.every(({ text }) => text.isWellFormed())).toBe(true);
    const lines = splitIntoPassages(documentOf([paragraph('a\n'.repeat(500_000))]), { maxPassages: 100 });
    expect(lines).toHaveLength(100);
  });

  it('loses no word and cuts none, whatever the blocks are', () => {
    const block = fc.record({
      kind: fc.constantFrom('heading', 'paragraph', 'list', 'table', 'code'),
      level: fc.integer({ min: 1, max: 4 }),
      text: fc
        .array(fc.stringMatching(/^[a-zA-Z.:?!|()-]{1,12}$/), { minLength: 1, maxLength: 400 })
        .chain((parts) => fc.constantFrom(' ', '\n', '. ').map((glue) => parts.join(glue))),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const passages = splitIntoPassages(documentOf(blocks as Block[]));
        const kept = passages.flatMap(({ text }) => text.split(/\s+/)).filter((word) => word !== '');
        const isolated = new Set(kept);
        for (const { kind, text } of blocks) {
          if (kind === 'heading') continue;
          for (const word of text.split(/\s+/)) if (word !== '') expect(isolated).toContain(word);
        }
        const body = blocks.filter(({ kind }) => kind !== 'heading').flatMap(({ text }) => text.split(/\s+/));
        expect(kept.length).toBeGreaterThanOrEqual(body.filter((word) => word !== '').length);
      }),
      { numRuns: 60 },
    );
  });
});
