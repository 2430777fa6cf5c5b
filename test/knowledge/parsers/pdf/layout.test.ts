import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { type PdfText, pdfFile } from '../../../fixtures/pdf-writer.ts';

const read = async (...pages: (PdfText[] | string)[]): Promise<string[]> =>
  outline((await parseDocument('a.pdf', pdfFile(pages))).blocks).map((line) => line.replace(/ p\d/, ''));
const lines = (x: number, y: number, ...texts: string[]): PdfText[] =>
  texts.map((text, index) => ({ text, x, y: y - 14 * index }));
/** Cells of a table, row by row; columns begin at `xs`. */
const cells = (xs: number[], y: number, step: number, rows: string[][]): PdfText[] =>
  rows.flatMap((row, at) => row.map((text, column) => ({ text, x: xs[column] ?? 0, y: y - step * at })));

const left = [
  'The slipway is free for members on',
  'every weekday until noon, and for all',
  'others from one in the afternoon on.',
];
const right = [
  'Boats longer than nine metres need',
  'the crane, which lifts at most seven',
  'tonnes and stands beside the tower.',
];

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

describe('tables', () => {
  const rows = [
    ['Berth', 'Depth', 'Fee'],
    ['Alder', '4.2 m', '52'],
    ['Birch', '3.1 m', '40'],
    ['Cedar', '5.6 m', '71'],
  ];

  it('are read row by row with the names of their columns', async () => {
    const page = [
      ...lines(60, 760, 'Fees are paid at the counter, each Monday in the morning, by card.'),
      ...cells([60, 160, 260], 720, 16, rows),
    ];
    expect(await read(page)).toEqual([
      'paragraph Fees are paid at the counter, each Monday in the morning, by card.',
      'table Berth: Alder | Depth: 4.2 m | Fee: 52\nBerth: Birch | Depth: 3.1 m | Fee: 40\nBerth: Cedar | Depth: 5.6 m | Fee: 71',
    ]);
  });

  it('take a bold row for the names, and lines of a cell for one text', async () => {
    const [names = [], ...body] = [
      ['Question', 'Answer'],
      ['Where is the key', 'Behind the counter of'],
      ['kept at night?', 'the harbour office.'],
    ];
    const page = [
      ...names.map((text, column) => ({ text, x: [60, 260][column] ?? 0, y: 740, bold: true })),
      ...cells([60, 260], 716, 13, body),
      ...cells([60, 260], 678, 13, [['May dogs come?', 'Yes.']]),
      ...cells([60, 260], 654, 13, [['Who may lift boats?', 'The keeper.']]),
    ];
    expect(await read(page)).toEqual([
      'table Question: Where is the key kept at night? | Answer: Behind the counter of the harbour office.\nQuestion: May dogs come? | Answer: Yes.\nQuestion: Who may lift boats? | Answer: The keeper.',
    ]);
  });

  it('go on over the end of a page with the same names', async () => {
    const more = [
      ['Dogwood', '2.0 m', '33'],
      ['Elm', '2.5 m', '36'],
    ];
    const text = await read(
      cells([60, 160, 260], 720, 16, rows),
      cells([60, 160, 260], 760, 16, [...more, ['Fir', '2.7 m', '38']]),
    );
    expect(text.at(-1)).toContain('Berth: Elm | Depth: 2.5 m | Fee: 36');
    expect(text.join('\n')).toContain('Berth: Dogwood | Depth: 2.0 m | Fee: 33');
  });

  it('repeat a framed cell in each row that it covers', async () => {
    const at = (text: string, x: number, y: number): string =>
      `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
    const page = [
      '60 660 200 60 re S 60 700 m 260 700 l S 160 680 m 260 680 l S 160 660 m 160 720 l S',
      ...[
        at('Day', 65, 706),
        at('Keeper', 165, 706),
        at('Monday', 65, 676),
        at('Ida Falk', 165, 686),
        at('Jon Vik', 165, 666),
      ],
    ].join('\n');
    const text = (await read(page)).join('\n');
    expect(text).toContain('Monday');
    expect(text.match(/Monday/g)).toHaveLength(2);
  });

  it('are not made of sentences that run on from frame to frame', async () => {
    const at = (text: string, x: number, y: number): string =>
      `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
    const frame = (x: number, y: number): string => `${x} ${y} 220 18 re S`;
    const page = left.flatMap((text, row) => {
      const y = 700 - 20 * row;
      return [frame(55, y - 5), frame(277, y - 5), at(text, 60, y), at(right[row] ?? '', 282, y)];
    });
    expect(await read(page.join('\n'))).toEqual([
      `paragraph ${left.join(' ')}`,
      `paragraph ${right.join(' ')}`,
    ]);
  });

  it('may hold values beside labels', async () => {
    const page = cells([60, 200], 720, 16, [
      ['Name:', 'Ida Falk'],
      ['Berth:', 'Alder seven'],
      ['Valid until:', '30 September'],
    ]);
    expect((await read(page)).join('\n')).toMatch(
      /Name: Ida Falk\n.*Berth: Alder seven\n.*Valid until: 30 September/,
    );
  });
});

describe('forms and lists of contents', () => {
  it('have each value behind the label that stands over it', async () => {
    const small = (text: string, x: number, y: number): PdfText => ({ text, x, y, size: 8 });
    const page = [
      ...[
        small('Applicant', 72, 700),
        small('Berth', 300, 700),
        small('Length', 72, 660),
        small('Flag', 300, 660),
      ],
      ...cells([72, 300], 688, 40, [
        ['Ida Falk', 'Alder seven'],
        ['11.5 m', 'Norway'],
      ]),
    ];
    const text = (await read(page)).join('\n');
    for (const pair of ['Applicant: Ida Falk', 'Berth: Alder seven', 'Length: 11.5 m', 'Flag: Norway'])
      expect(text).toContain(pair);
  });

  it('are a line an entry, and no table', async () => {
    const dots = '.'.repeat(40);
    const entries = [`1 Booking ${dots} 3`, `2 Paying ${dots} 4`, `3 Leaving ${dots} 9`];
    expect((await read(lines(72, 700, ...entries))).join('\n')).toBe(
      'paragraph 1 Booking … 3\n2 Paying … 4\n3 Leaving … 9',
    );
  });

  it('are not made of two columns of which one holds a table', async () => {
    const page = [
      ...lines(
        60,
        730,
        ...left,
        'Whoever comes later than that rings',
        'the bell beside the door of the hall.',
      ),
      ...lines(320, 730, 'Fees', 'by berth'),
      ...cells([320, 400, 470], 695, 16, [
        ['Berth', 'Fee', 'Depth'],
        ['Alder', '52', '4.2 m'],
        ['Birch', '40', '3.1 m'],
      ]),
    ];
    const text = await read(page);
    expect(text[0]).toBe(
      `paragraph ${left.join(' ')} Whoever comes later than that rings the bell beside the door of the hall.`,
    );
    expect(text.at(-1)).toContain('Berth: Birch | Fee: 40 | Depth: 3.1 m');
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
  }, 60_000);
});
