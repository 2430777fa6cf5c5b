import { describe, expect, it } from 'vitest';
import { findHeader } from '../../../../knowledge/parsers/tables/header.ts';
import { parseDocument } from '../../../fixtures/parse-bytes.ts';

describe('the row that names the columns', () => {
  it.each([
    [
      [
        ['Monday', 'closed'],
        ['Tuesday', '8 to 12'],
      ],
    ],
    [
      [
        ['lundi', 'fermé'],
        ['mardi', '8 h à 12 h'],
      ],
    ],
    [
      [
        ['Post office', '8:10 - 17:40'],
        ['Town hall', '7:50 - 12:30'],
      ],
    ],
  ])('is not the first of a list of hours: %j', (rows) => {
    expect(findHeader(rows)).toEqual({ captions: [], names: null, body: 0 });
  });

  it('may name days over columns of hours', () => {
    const rows = [
      ['Desk', 'Monday', 'Tuesday'],
      ['Loans', 'Ida', 'Max'],
    ];
    expect(findHeader(rows).names).toEqual(['Desk', 'Monday', 'Tuesday']);
  });

  it('goes on with the years in the row below', () => {
    const rows = [
      ['', 'Q1', 'Q2', 'Q1', 'Q2'],
      ['Product', '2030', '2030', '2031', '2031'],
      ['Tents', '110', '140', '125', '160'],
    ];
    expect(findHeader(rows)).toMatchObject({
      names: ['Product', 'Q1 / 2030', 'Q2 / 2030', 'Q1 / 2031', 'Q2 / 2031'],
      body: 2,
    });
  });

  it('does not where the rows below hold years as well', () => {
    const rows = [
      ['Boat', 'Built', 'Refitted'],
      ['Terna', '1998', '2011'],
      ['Ostrik', '2004', '2019'],
    ];
    expect(findHeader(rows)).toMatchObject({ names: ['Boat', 'Built', 'Refitted'], body: 1 });
  });
});

describe('a cell that holds a mark of a task alone', () => {
  it('says its state in words', async () => {
    const table = '| Task | Done |\n|---|---|\n| Press kit | [x] |\n| Review | [ ] |\n';
    const { blocks } = await parseDocument('a.md', table);
    expect(blocks.map(({ text }) => text)).toEqual([
      'Task: Press kit | Done: ☑ (ticked)\nTask: Review | Done: ☐ (not ticked)',
    ]);
  });
});

describe('JSON with comments', () => {
  it('is read by its own extension', async () => {
    const { blocks } = await parseDocument('a.jsonc', '{\n  // logs\n  "days": 35,\n}\n');
    expect(blocks.map(({ text }) => text).join('\n')).toContain('days: 35');
  });
});
