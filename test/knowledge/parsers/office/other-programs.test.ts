import { describe, expect, it } from 'vitest';
import { docxFile, openDocumentFile, xlsxFile } from '../../../fixtures/office-files.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const run = (text: string, look = ''): string =>
  `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (inner: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr><w:p>${inner}</w:p></w:tc>`;
const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.join('')}</w:tr>`).join('')}</w:tbl>`;
const read = async (body: string): Promise<string[]> =>
  outline((await parseDocument('a.docx', docxFile(body))).blocks);

describe('what other programs write', () => {
  it('Word files may raise letters by half points', async () => {
    const body = `<w:p>${run('Planted: 3,120')}${run('4', '<w:position w:val="7"/><w:sz w:val="14"/>')}${run(', CO')}${run('2', '<w:position w:val="-4"/>')}</w:p>`;
    expect(await read(body)).toEqual(['paragraph Planted: 3,120 (note 4), CO2']);
  });

  it('RTF files may, too', async () => {
    const rtf = '{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard Planted: 3,120{\\up7\\fs14 4} trees\\par}';
    const { blocks } = await parseDocument('a.rtf', Buffer.from(rtf));
    expect(blocks.map(({ text }) => text)).toEqual(['Planted: 3,120 (note 4) trees']);
  });

  it('a first row in bold or on a ground of its own names two columns', async () => {
    const bold = '<w:b/>';
    const grey = '<w:shd w:val="clear" w:fill="D9E2F3"/>';
    expect(
      await read(
        table(
          [cell(run('Galley', bold)), cell(run('Engine room', bold))],
          [cell(run('Mira')), cell(run('Tove'))],
        ) +
          table([cell(run('Key'), grey), cell(run('Keeper'), grey)], [cell(run('Gate')), cell(run('Rolf'))]) +
          table([cell(run('Owner', bold)), cell(run('Rune'))], [cell(run('Room', bold)), cell(run('B 14'))]),
      ),
    ).toEqual([
      'table Galley: Mira | Engine room: Tove',
      'table Key: Gate | Keeper: Rolf',
      'table Owner: Rune\nRoom: B 14',
    ]);
  });

  it('boxes that are typed have their state in words', async () => {
    expect(await read(`<w:p>${run('☒ Serviced')}</w:p><w:p>${run('☐ Repaired')}</w:p>`)).toEqual([
      'list - ☑ (ticked) Serviced\n- ☐ (not ticked) Repaired',
    ]);
    expect(await read(`<w:p>${run('☑ Yes')}</w:p><w:p>${run('☒ No')}</w:p>`)).toEqual([
      'paragraph ☑ (ticked) Yes',
      'paragraph ☒ No',
    ]);
  });

  it('OpenDocument tables have bold heads', async () => {
    const row = (style: string, ...texts: string[]): string =>
      `<table:table-row>${texts.map((text) => `<table:table-cell><text:p text:style-name="${style}">${text}</text:p></table:table-cell>`).join('')}</table:table-row>`;
    const body = `<table:table>${row('B', 'Role', 'Task')}${row('P', 'Picker', 'fill crates')}</table:table>`;
    const bold =
      '<style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>';
    const file = openDocumentFile('text', body, bold);
    const { blocks } = await parseDocument('a.odt', file);
    expect(blocks.map(({ text }) => text)).toEqual(['Role: Picker | Task: fill crates']);
  });

  it('a title that repeats over some columns is a caption', async () => {
    const rows = [
      ['Fleet', 'Fleet', ''],
      ['Van', 'Seats', 'Price'],
      ['Rook', 5, 40],
      ['Wren', 7, 55],
    ];
    const { blocks } = await parseDocument('a.xlsx', xlsxFile([{ name: 'S', rows }]));
    expect(outline(blocks).slice(1)).toEqual([
      'heading3 p1 Fleet',
      'table p1 Van: Rook | Seats: 5 | Price: 40\nVan: Wren | Seats: 7 | Price: 55',
    ]);
  });
});
