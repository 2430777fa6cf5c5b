import { describe, expect, it } from 'vitest';
import { joinLines } from '../../../../knowledge/parsers/pdf/join-lines.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { pdfFile } from '../../../fixtures/pdf-writer.ts';

const subjects = ['', 'Booking', 'Paying', 'Leaving', 'Returning'];
const body = (n: number): { text: string; y: number }[] => [
  { text: `${subjects[n]} begins a para-`, y: 700 },
  { text: `graph of two lines on ${subjects[n]}.`, y: 686 },
  { text: `${subjects[n]} is told apart.`, y: 640 },
];

describe('PDF', () => {
  it('keeps pages, paragraphs and headings, and joins divided words', async () => {
    const file = pdfFile([[{ text: 'Travel guide', y: 750, size: 20 }, ...body(1)], body(2)], {
      title: 'Stored title',
    });
    const document = await parseDocument('a.pdf', file);
    expect(document.title).toBe('Stored title');
    expect(outline(document.blocks)).toEqual([
      'heading1 p1 Travel guide',
      'paragraph p1 Booking begins a paragraph of two lines on Booking.',
      'paragraph p1 Booking is told apart.',
      'paragraph p2 Paying begins a paragraph of two lines on Paying.',
      'paragraph p2 Paying is told apart.',
    ]);
  });

  it('keeps its text where the language of its scans is not installed', async () => {
    const document = await parseDocument('a.pdf', pdfFile([body(1), []]), { ocr: 'tlh' });
    expect(outline(document.blocks)).toContain('paragraph p1 Booking is told apart.');
    expect(document.leftOut).toEqual([{ kind: 'pages-without-text', count: 1, of: 2 }]);
  });

  it('takes the first heading where the stored title is a file name', async () => {
    const file = pdfFile([[{ text: 'Leave', y: 750, size: 18 }, ...body(1)]], {
      title: 'Microsoft Word - v2.docx',
    });
    expect((await parseDocument('a.pdf', file)).title).toBe('Leave');
  });

  it('drops heads and feet that repeat on the pages', async () => {
    const pages = [1, 2, 3, 4].map((n) => [
      { text: 'ACME handbook', y: 780 },
      ...body(n),
      { text: `Page ${n} of 4`, y: 30 },
    ]);
    const text = outline((await parseDocument('a.pdf', pdfFile(pages))).blocks).join('\n');
    expect(text).not.toContain('ACME');
    expect(text).not.toContain('of 4');
    expect(text).toContain('p4 Returning begins');
  });

  it('shortens the dots of a table of contents, and drops bare page numbers', async () => {
    const page = (n: number): { text: string; y: number; size?: number }[] => [
      { text: `${subjects[n]} ........................ ${n}`, y: 700, size: 18 },
      ...body(n).map((line) => ({ ...line, y: line.y - 60 })),
      { text: `${n}`, y: 30 },
    ];
    const { blocks } = await parseDocument('a.pdf', pdfFile([page(1), page(2), page(3)]));
    expect(outline(blocks).slice(0, 3)).toEqual([
      'paragraph p1 Booking … 1',
      'paragraph p1 Booking begins a paragraph of two lines on Booking.',
      'paragraph p1 Booking is told apart.',
    ]);
  });

  it('reads bullets as a list', async () => {
    const file = pdfFile([
      [
        { text: '1. Ask your manager', y: 700 },
        { text: '2. Book the trip', y: 686 },
      ],
    ]);
    expect(outline((await parseDocument('a.pdf', file)).blocks)).toEqual([
      'list p1 1. Ask your manager\n2. Book the trip',
    ]);
  });

  it('refuses a file under a password, a broken one and a scan, each with its reason', async () => {
    const good = pdfFile([body(1)]);
    expect(await parseBytes('a.pdf', pdfFile([body(1)], { encrypted: true }))).toMatchObject({
      reason: 'password-protected',
    });
    expect(await parseBytes('a.pdf', good.subarray(0, 200))).toMatchObject({ reason: 'damaged' });
    expect(await parseBytes('a.pdf', '%PDF-1.7\nnot really')).toMatchObject({ reason: 'damaged' });
    expect(await parseBytes('a.pdf', pdfFile([[]]))).toMatchObject({
      reason: 'no-text',
      message: expect.stringContaining('scan'),
    });
  });

  it('joins only words that a hyphen divides', () => {
    expect(joinLines(['well-', 'known', 'A-', 'Team', 'end'])).toBe('well-known A-Team end');
  });
});
