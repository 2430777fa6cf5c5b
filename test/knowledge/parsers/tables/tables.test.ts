import { describe, expect, it } from 'vitest';
import { layGrid } from '../../../../knowledge/parsers/tables/grid.ts';
import { findHeader } from '../../../../knowledge/parsers/tables/header.ts';
import { rowText, tableChunks } from '../../../../knowledge/parsers/tables/table-text.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const csv = async (...lines: string[]): Promise<string[]> =>
  outline((await parseDocument('a.csv', lines.join('\n'))).blocks);

describe('names of columns in CSV', () => {
  it('may repeat and be empty: no cell covers two columns there', async () => {
    expect(await csv('Name,Name,,Note', 'Ada,Berg,x,late', 'Bo,Dahl,y,')).toEqual([
      'table 2-3 Name: Ada | Name (2): Berg | x | Note: late\nName: Bo | Name (2): Dahl | y',
    ]);
  });
});

describe('the grid of a table', () => {
  it('reads a cell that covers several places at each of them', () => {
    const grid = layGrid([
      [{ text: 'North', rows: 2 }, { text: 'Merle' }, { text: 'x', columns: 2 }],
      [{ text: 'Ostrik' }, { text: '1' }, { text: '2' }],
    ]);
    expect(grid.map((row) => row.map((cell) => cell.text))).toEqual([
      ['North', 'Merle', 'x', 'x'],
      ['North', 'Ostrik', '1', '2'],
    ]);
  });

  it('is bounded, whatever a file says that cells cover', () => {
    const grid = layGrid(Array.from({ length: 3_000 }, () => [{ text: 'a', rows: 65_534, columns: 1_000 }]));
    expect(grid.reduce((sum, row) => sum + row.length, 0)).toBeLessThan(4_000_000);
  });
});

describe('the header of a table', () => {
  it.each([
    [
      'years',
      [
        ['Product', '2023', '2024'],
        ['Rope', '5', '6'],
      ],
      ['Product', '2023', '2024'],
    ],
    [
      'an empty corner',
      [
        ['', 'Adult', 'Child'],
        ['Holm', '5', '6'],
      ],
      ['', 'Adult', 'Child'],
    ],
    [
      'repeated names',
      [
        ['Name', 'Phone', 'Phone'],
        ['Ida', '44', '45'],
      ],
      ['Name', 'Phone', 'Phone (2)'],
    ],
    [
      'two rows of names',
      [
        ['Boat', 'Summer', 'Summer'],
        ['', 'Adult', 'Child'],
        ['Merle', '1', '2'],
      ],
      ['Boat', 'Summer / Adult', 'Summer / Child'],
    ],
    [
      'only figures',
      [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
      null,
    ],
    [
      'a record with a day',
      [
        ['2025-01-03', 'Holm', '5'],
        ['2025-01-04', 'Skarnes', '6'],
      ],
      null,
    ],
    [
      'pairs',
      [
        ['Phone', 'four'],
        ['Fax', 'five'],
      ],
      null,
    ],
  ])('is found: %s', (_, rows, names) => {
    expect(findHeader(rows).names).toEqual(names);
  });

  it('stands below a title, comments and what a report says about itself', async () => {
    expect(
      await csv(
        'Fees of the harbour,,,,',
        '# made on Monday',
        'By,Ida,,,',
        'Berth,Depth,Fee,Boat,Pier',
        '7,3,40,Merle,North',
      ),
    ).toEqual([
      'heading1 1-1 Fees of the harbour',
      'paragraph 2-2 made on Monday',
      'paragraph 3-3 By Ida',
      'table 5-5 Berth: 7 | Depth: 3 | Fee: 40 | Boat: Merle | Pier: North',
    ]);
  });
});

describe('a sheet', () => {
  it('may hold several tables, below and beside each other', async () => {
    expect(await csv('Item,Price,,Name,Phone', 'Tea,2,,Ida,44', '', 'Room,Seats,Floor', 'Blue,8,1')).toEqual([
      'table 2-2 Item: Tea | Price: 2',
      'table 2-2 Name: Ida | Phone: 44',
      'table 5-5 Room: Blue | Seats: 8 | Floor: 1',
    ]);
  });

  it('keeps the names of columns over an empty row', async () => {
    expect(await csv('Item,Price,Note', 'Tea,2,hot', '', 'Cake,3,cold')).toEqual([
      'table 2-2 Item: Tea | Price: 2 | Note: hot',
      'table 4-4 Item: Cake | Price: 3 | Note: cold',
    ]);
  });
});

describe('a record', () => {
  const header = ['Boat', 'Owner name', 'Rule', 'Home'];

  it('is one line while its cells are short', () => {
    const row = ['Ostrik', 'Ole', 'navy blue with a red keel '.repeat(3), 'Holm below the old lighthouse'];
    expect(rowText(header, row)).not.toContain('\n');
  });

  it('names itself before each long cell', () => {
    const rule = 'The boat must be back at six. It may not leave again on that day, whatever the weather is. '
      .repeat(3)
      .trim();
    expect(rowText(header, ['Ostrik', 'Ole', rule, 'Holm'])).toBe(
      `Boat: Ostrik | Owner name: Ole | Rule: ${rule}\nBoat: Ostrik | Owner name: Ole | Home: Holm`,
    );
  });

  it('carries the label that stands over it, and is a pair where there are two columns without names', () => {
    expect(tableChunks(['Boat', 'Fee'], [['North pier'], ['Merle', '4']])[0]?.text).toBe(
      'North pier\nNorth pier | Boat: Merle | Fee: 4',
    );
    expect(
      tableChunks(null, [
        ['Phone:', '44'],
        ['Fax', '45'],
      ])[0]?.text,
    ).toBe('Phone: 44\nFax: 45');
  });
});
