import { describe, expect, it } from 'vitest';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { pdfFile, pdfOfObjects } from '../../../fixtures/pdf-writer.ts';

const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** One page with that content and annotations. */
function page(content: string, annotations: string[], form = ''): Buffer {
  const first = 6;
  return pdfOfObjects([
    `<< /Type /Catalog /Pages 2 0 R ${form} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [${annotations.map((_, n) => `${first + n} 0 R`).join(' ')}] >>`,
    stream(content),
    font,
    ...annotations,
  ]);
}

describe('forms and notes of PDFs', () => {
  it('have their values beside the labels, ticks in words, and notes with their writers', async () => {
    const text = (words: string, y: number): string => `BT /F1 12 Tf 1 0 0 1 50 ${y} Tm (${words}) Tj ET`;
    const file = page(
      [text('Applicant:', 700), text('Paid:', 660)].join('\n'),
      [
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (applicant) /V (Ida Falk) /Rect [150 695 300 715] /F 4 >>',
        '<< /Type /Annot /Subtype /Widget /FT /Btn /T (paid) /V /Yes /AS /Yes /AP << /N << /Yes 5 0 R /Off 5 0 R >> >> /Rect [150 655 165 670] /F 4 >>',
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Remark of the keeper) /V (Bring the blue card) /Rect [50 400 300 420] /F 4 >>',
        '<< /Type /Annot /Subtype /Text /T (Ole) /Contents (Ask for the key) /Rect [400 700 420 720] >>',
      ],
      '/AcroForm << /Fields [6 0 R 7 0 R 8 0 R] >>',
    );
    const words = outline((await parseDocument('a.pdf', file)).blocks).join('\n');
    expect(words).toContain('Applicant: Ida Falk');
    expect(words).toMatch(/Paid: ☑/);
    expect(words).toContain('Remark of the keeper: Bring the blue card');
    expect(words).toContain('Note (Ole): Ask for the key');
  });

  it('has the characters of fonts outside the file', async () => {
    const file = pdfOfObjects([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      stream('BT /F1 12 Tf 60 700 Td <8abd82cc8cae> Tj 0 -18 Td <82cd8ef395742e> Tj ET'),
      '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
      '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ]);
    const text = (await parseDocument('a.pdf', file)).blocks.map((block) => block.text).join('\n');
    expect(text).toContain('の鍵');
    expect(text).toContain('は受付');
  });
});

describe('what a PDF says of itself', () => {
  it.each([
    'PowerPoint Presentation',
    'Untitled',
    'Document1',
    'Microsoft Word - plan.docx',
    'C:\\plan.pdf',
    'slide 1',
    'berth-rules_v2',
    'PowerPoint-Präsentation',
  ])('takes the first heading where the title is %j', async (title) => {
    const file = pdfFile(
      [
        [
          { text: 'Rules of the slipway', y: 700, size: 20 },
          { text: 'The slipway is free until noon.', y: 660 },
        ],
      ],
      { title },
    );
    expect((await parseDocument('a.pdf', file)).title).toBe('Rules of the slipway');
  });

  it('keeps a title that somebody wrote', async () => {
    const file = pdfFile(
      [
        [
          { text: 'Rules', y: 700, size: 20 },
          { text: 'The slipway is free until noon.', y: 660 },
        ],
      ],
      { title: 'Rules of 2026' },
    );
    expect((await parseDocument('a.pdf', file)).title).toBe('Rules of 2026');
  });

  it('counts pages without text, and refuses a file of nothing else', async () => {
    const file = pdfFile([[{ text: 'The slipway is free until noon.', y: 700 }], [], []]);
    expect((await parseDocument('a.pdf', file)).leftOut).toEqual([
      { kind: 'pages-without-text', count: 2, of: 3 },
    ]);
    expect(await parseBytes('a.pdf', pdfFile([[], []]))).toMatchObject({ reason: 'no-text' });
  });
});
