import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../fixtures/parse-bytes.ts';
import { lines, read } from '../../../fixtures/pdf-pages.ts';
import { pdfFile } from '../../../fixtures/pdf-writer.ts';

const text = (words: string, x: number, y: number, size = 11): string =>
  `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${words}) Tj ET`;
const line = (x0: number, x1: number, y: number): string => `${x0} ${y} m ${x1} ${y} l S`;

describe('words that a PDF strikes out', () => {
  it('are left out and counted, also in the middle of a run', async () => {
    // Helvetica: "The fine is " is 53 points wide, "30 crowns" 49.
    const page = [text('The fine is 30 crowns 45 crowns a day.', 72, 700), line(127, 175, 703.6)].join('\n');
    const document = await parseDocument('a.pdf', pdfFile([page]));
    expect(document.blocks.map((block) => block.text)).toEqual(['The fine is 45 crowns a day.']);
    expect(document.leftOut).toEqual([{ kind: 'struck-text', count: 1 }]);
  });

  it('are not those that are underlined, or that a rule of the page crosses', async () => {
    const page = [
      text('The fine is 45 crowns.', 72, 700),
      line(72, 180, 698),
      text('Fees', 250, 600),
      line(72, 540, 603.6),
    ].join('\n');
    expect((await read(page)).join('\n')).toMatch(/The fine is 45 crowns\.\n.*Fees/);
  });
});

describe('places on a page', () => {
  it('make no columns of lines that only stand below each other, some set in', async () => {
    const page = [
      ...lines(60, 700, 'Clay'),
      ...lines(90, 684, 'Earth that hardens in fire.'),
      ...lines(60, 660, 'Slip'),
      ...lines(90, 644, 'Thin clay.'),
    ];
    expect((await read(page)).join('\n').replaceAll('paragraph ', '').split('\n')).toEqual([
      'Clay',
      'Earth that hardens in fire.',
      'Slip',
      'Thin clay.',
    ]);
  });

  it('keep a raised mark off its figure that is hardly smaller', async () => {
    // "The yard counted 8,300" in Helvetica of 11 points ends at 190.
    const page = [
      text('The yard counted 8,300', 72, 700),
      text('2', 189, 705.3, 10.6),
      text('guests in May.', 199, 700),
    ].join('\n');
    expect(await read(page)).toEqual(['paragraph The yard counted 8,300 (note 2) guests in May.']);
  });

  it('part near columns of a table that another gutter shows', async () => {
    const cell = (words: string, x: number, y: number): string => text(words, x, y);
    const rows = [
      ['Group', 'Summer', 'Winter'],
      ['Adult', '6 euros', '4 euros'],
      ['Child', '3 euros', '2 euros'],
      ['Senior', '5 euros', 'free'],
    ];
    const page = rows
      .flatMap(([a = '', b = '', c = ''], at) => [
        cell(a, 72, 700 - 20 * at),
        cell(b, 160, 700 - 20 * at),
        cell(c, 209, 700 - 20 * at),
      ])
      .join('\n');
    expect((await read(page)).join('\n')).toContain('Summer: 5 euros | Winter: free');
  });
});
