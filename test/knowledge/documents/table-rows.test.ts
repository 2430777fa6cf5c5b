import { describe, expect, it } from 'vitest';
import { tableRows } from '../../../knowledge/documents/table-rows.ts';
import { tableChunks } from '../../../knowledge/parsers/tables/table-text.ts';

/** A table as a parser writes it, read again. */
function again(header: string[] | null, rows: string[][]) {
  return tableRows(
    tableChunks(header, rows)
      .map((chunk) => chunk.text)
      .join('\n'),
  );
}

const cellsOf = (table: ReturnType<typeof tableRows>) =>
  table?.rows.map((row) => ('cells' in row ? row.cells : row.banner));

describe('the text of a table', () => {
  it('becomes columns with their names again, empty cells at their places', () => {
    const rows = [
      ['up to 8 m', '12 €', '', 'power included'],
      ['up to 12 m', '18 €', '105 €', ''],
      ['over 12 m', '', '180 €', 'ask: first'],
    ];
    const table = again(['Length', 'Day', 'Week', 'Note'], rows);
    expect(table?.names).toEqual(['Length', 'Day', 'Week', 'Note']);
    expect(cellsOf(table)).toEqual(rows);
  });

  it('has a column without a name in front, where the first cell names the row', () => {
    const rows = [
      ['Germany', '28 €', '20 €'],
      ['Norway', '75 €', '60 €'],
    ];
    const table = again(['', 'Day', 'Night'], rows);
    expect(table?.names).toEqual(['', 'Day', 'Night']);
    expect(cellsOf(table)).toEqual(rows);
  });

  it('puts the lines of a row with long cells together', () => {
    const long = `Take the next train. ${'Keep the ticket and ask before you book. '.repeat(12)}`.trim();
    const rows = [
      ['Missed train', long, 'Lead'],
      ['Lost luggage', `Report it. ${long}`, 'Travel desk'],
    ];
    expect(cellsOf(again(['Case', 'What to do', 'Who decides'], rows))).toEqual(rows);
  });

  it('shows a label over its rows once', () => {
    const rows = [['North'], ['Pier', '4', '6 A'], ['Quay', '9', '16 A'], ['South'], ['Ramp', '1', 'none']];
    expect(cellsOf(again(['Place', 'Boats', 'Power'], rows))).toEqual([
      'North',
      ...rows.slice(1, 3),
      'South',
      rows[4],
    ]);
  });

  it('keeps labels and values of a table without names as two columns', () => {
    const table = again(null, [
      ['Galley', '2 kg foam'],
      ['Bridge', '1 kg powder'],
    ]);
    expect(table).toMatchObject({ names: null, pairs: true });
    expect(cellsOf(table)).toEqual([
      ['Galley', '2 kg foam'],
      ['Bridge', '1 kg powder'],
    ]);
  });

  it('loses no word where a cell holds what parts cells', () => {
    const table = again(
      ['Keys', 'Does'],
      [
        ['a | b', 'pipes'],
        ['c', 'copies: twice | thrice'],
      ],
    );
    expect(cellsOf(table)).toEqual([
      ['a | b', 'pipes'],
      ['c', 'copies: twice | thrice'],
    ]);
  });

  it('is none where nothing in it is a cell', () => {
    expect(tableRows('One line.\nAnother.')).toBeNull();
  });
});
