import { describe, expect, it } from 'vitest';
import { cells, left, lines, read, right } from '../../../fixtures/pdf-pages.ts';
import type { PdfText } from '../../../fixtures/pdf-writer.ts';

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
