import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../fixtures/parse-bytes.ts';
import { left, lines, read, right } from '../../../fixtures/pdf-pages.ts';
import { type PdfText, pdfFile } from '../../../fixtures/pdf-writer.ts';

describe('order of reading', () => {
  it('goes down one column and then the next, also where lines are drawn across both', async () => {
    const rows = left.flatMap((text, at) => [
      { text, x: 60, y: 700 - 14 * at },
      { text: right[at] ?? '', x: 320, y: 700 - 14 * at },
    ]);
    expect(await read(rows)).toEqual([`paragraph ${left.join(' ')}`, `paragraph ${right.join(' ')}`]);
  });

  it('tells columns apart whose lines stand at different heights', async () => {
    expect(await read([...lines(60, 700, ...left), ...lines(320, 693, ...right)])).toEqual([
      `paragraph ${left.join(' ')}`,
      `paragraph ${right.join(' ')}`,
    ]);
  });

  it('is that of the page, not that of drawing', async () => {
    expect(
      await read([
        ...lines(72, 650, 'Meet at the fuel dock at 19:20.'),
        ...lines(72, 700, 'Meet at the stairs at 5:50.'),
        { text: 'Evening', y: 670, size: 18 },
        { text: 'Morning', y: 720, size: 18 },
      ]),
    ).toEqual([
      'heading1 Morning',
      'paragraph Meet at the stairs at 5:50.',
      'heading1 Evening',
      'paragraph Meet at the fuel dock at 19:20.',
    ]);
  });

  it('joins a sentence over the end of a column and of a page', async () => {
    const first = lines(60, 700, ...left, 'The key to the winter hall hangs in');
    const second = lines(
      320,
      700,
      'the office, and whoever takes it signs',
      ...right.slice(1),
      'Each boat is measured once before it',
    );
    const next = lines(60, 700, 'is lifted, and the sheet is kept.');
    const [one, two] = await read([...first, ...second], next);
    expect(one).toContain('hangs in the office, and whoever');
    expect(one ?? two).toContain('before it is lifted, and the sheet is kept.');
  });

  it('keeps lines apart that the writer broke', async () => {
    expect(
      await read(
        lines(
          72,
          700,
          'Harbour Office',
          'Quay 7',
          '1234 Falkport',
          'A line as wide as the column of this text is, to tell what room there was.',
        ),
      ),
    ).toEqual([
      'paragraph Harbour Office\nQuay 7\n1234 Falkport\nA line as wide as the column of this text is, to tell what room there was.',
    ]);
  });

  it('drops the second of two texts that are drawn over each other', async () => {
    expect(
      await read([
        ...lines(72, 700, 'Bold by printing twice.'),
        { text: 'Bold by printing twice.', x: 72.4, y: 700 },
      ]),
    ).toEqual(['paragraph Bold by printing twice.']);
  });
});

describe('lists', () => {
  it('know bullets of many shapes, signs that are drawn, and their depth', async () => {
    const at = (text: string, x: number, y: number): string =>
      `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
    const page = [
      '60 702 4 4 re f',
      at('Close the seacock', 72, 700),
      '60 682 4 4 re f',
      at('Stow the fenders', 72, 680),
    ];
    expect(await read(page.join('\n'))).toEqual(['list - Close the seacock\n- Stow the fenders']);
    expect(await read(lines(72, 700, '\xb7 Close the seacock', '\xb7 Stow the fenders'))).toEqual([
      'list - Close the seacock\n- Stow the fenders',
    ]);
  });
});

describe('marks', () => {
  it('keep raised figures off the figure before them', async () => {
    const page: PdfText[] = [
      { text: 'In 2024 the ferry sold 12,400', x: 72, y: 700 },
      { text: '3', x: 219, y: 705, size: 7 },
      { text: 'tickets.', x: 226, y: 700 },
    ];
    const [text = ''] = await read(page);
    expect(text).toContain('12,400');
    expect(text).not.toContain('12,4003');
    expect(text).toContain('tickets.');
  });

  it('put a space where runs leave one, and none where they touch', async () => {
    const page: PdfText[] = [
      { text: 'Har', x: 72, y: 700 },
      { text: 'bour', x: 89.9, y: 700 },
      { text: 'office', x: 118, y: 700 },
    ];
    expect(await read(page)).toEqual(['paragraph Harbour office']);
  });
});

describe('running heads', () => {
  it('keeps headings that count, at the same place of each page', async () => {
    const page = (n: number): PdfText[] => [
      { text: 'Harbour handbook', y: 780, size: 8 },
      { text: `Part ${n}`, y: 740, size: 20 },
      { text: `Keeper number ${'abcd'[n]} tells of this part alone.`, y: 700 },
    ];
    const text = await read(page(1), page(2), page(3));
    expect(text.join('\n')).not.toContain('handbook');
    expect(text.filter((line) => line.startsWith('heading'))).toEqual([
      'heading1 Part 1',
      'heading1 Part 2',
      'heading1 Part 3',
    ]);
  });
});

describe('hostile pages', () => {
  it('with thousands of frames and texts end in time', async () => {
    const boxes = Array.from(
      { length: 20_000 },
      (_, n) => `${n % 500} ${(n * 7) % 700} ${5 + (n % 90)} 9 re S`,
    );
    const words = Array.from(
      { length: 3_000 },
      (_, n) => `BT /F1 6 Tf 1 0 0 1 ${(n * 37) % 560} ${(n * 13) % 780} Tm (word ${n}) Tj ET`,
    );
    const { blocks } = await parseDocument('a.pdf', pdfFile([[...boxes, ...words].join('\n')]));
    expect(blocks.map((block) => block.text).join(' ')).toContain('word 2999');
  });
});
