import { describe, expect, it } from 'vitest';
import { openDocumentFile, xlsxFile } from '../../../fixtures/office-files.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { writeZip, type ZipEntry } from '../../../fixtures/zip-writer.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (rows: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows}</Relationships>`;
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${rels}/${kind}" Target="${target}"/>`;

/** A workbook of raw sheets, with styles of cells by their number formats. */
function workbook(
  sheets: { name: string; xml: string; state?: string }[],
  formats: string[] = [],
  prefix = '',
): Buffer {
  const p = prefix === '' ? '' : `${prefix}:`;
  const ns = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  const entries: ZipEntry[] = [
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    },
    { name: '_rels/.rels', data: relations(relation('r', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations(
        relation('st', 'styles', 'styles.xml') +
          sheets.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join(''),
      ),
    },
    {
      name: 'xl/workbook.xml',
      data: `<${p}workbook ${ns} xmlns:r="${rels}"><${p}sheets>${sheets.map((sheet, at) => `<${p}sheet name="${sheet.name}" r:id="s${at}" state="${sheet.state ?? 'visible'}"/>`).join('')}</${p}sheets></${p}workbook>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${main}"><numFmts>${formats.map((format, at) => `<numFmt numFmtId="${200 + at}" formatCode="${format.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ xml }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      data: `<${p}worksheet ${ns}>${xml}</${p}worksheet>`,
    })),
  ];
  return writeZip(entries);
}
const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;

describe('a workbook', () => {
  it.each([
    ['h:mm', 0.3541666667, '08:30'],
    ['dd.mm.yy', 45748, '2025-04-01'],
    ['m/d/yy h:mm', 45731.60416666666, '2025-03-15 14:30'],
    ['[h]:mm', 1.5, '36:00'],
    ['mmm yyyy', 45748, 'Apr 2025'],
    ['0%', 0.15, '15%'],
    ['0.0', 2.345, '2.3'],
    ['#,##0.00 "kr"', 1234.5, '1,234.50 kr'],
    ['[$€-407] 0.00', 5, '€ 5,00'],
    ['00000', 123, '00123'],
    ['no [format', 7, '7'],
  ])('shows a cell as the sheet does: %s', async (format, value, shown) => {
    const xml = `<sheetData><row>${text('Item')}${text('Value')}</row><row>${text('x')}<c s="1"><v>${value}</v></c></row></sheetData>`;
    const { blocks } = await parseDocument('a.xlsx', workbook([{ name: 'S', xml }], [format]));
    expect(blocks.at(-1)?.text).toBe(`Item: x | Value: ${shown}`);
  });

  it('leaves out hidden sheets, rows and columns, and says so', async () => {
    const row = (cells: string, own = ''): string => `<row ${own}>${cells}</row>`;
    const xml = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>${row(text('Item') + text('Cost') + text('Price') + text('Note'))}${row(text('Tea') + text('1') + text('2') + text('hot'))}${row(text('Old') + text('1') + text('2') + text('x'), 'hidden="1"')}</sheetData>`;
    const document = await parseDocument(
      'a.xlsx',
      workbook([
        { name: 'S', xml },
        { name: 'T', xml, state: 'veryHidden' },
      ]),
    );
    expect(outline(document.blocks)).toEqual(['heading2 p1 S', 'table p1 Item: Tea | Price: 2 | Note: hot']);
    expect(document.leftOut).toEqual([
      { kind: 'hidden-rows', count: 2 },
      { kind: 'hidden-sheets', count: 1 },
    ]);
  });

  it('reads merged cells at each place, and files of other programs', async () => {
    const c = (ref: string, value: string): string =>
      text(value)
        .replace('<c', `<c r="${ref}"`)
        .replaceAll(/<(\/?)(c|is|t)\b/g, '<$1x:$2');
    const xml = `<x:sheetData><x:row r="1">${c('A1', 'Pier')}${c('B1', 'Boat')}${c('C1', 'Fee')}</x:row><x:row r="2">${c('A2', 'North')}${c('B2', 'Merle')}${c('C2', '4')}</x:row><x:row r="3">${c('B3', 'Ostrik')}${c('C3', '5')}</x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A2:A3"/></x:mergeCells>`;
    const { blocks } = await parseDocument('a.xlsm', workbook([{ name: 'S', xml }], [], 'x'));
    expect(blocks.at(-1)?.text).toBe(
      'Pier: North | Boat: Merle | Fee: 4\nPier: North | Boat: Ostrik | Fee: 5',
    );
  });

  it('holds no more than its cells, whatever their places say', async () => {
    const far = '<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c>';
    const xml = `<sheetData><row r="1">${text('a')}${text('b')}</row><row r="2">${text('1')}${text('2')}</row><row r="1048576">${far}</row></sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1_000)}</mergeCells>`;
    const result = await parseBytes('a.xlsx', workbook([{ name: 'S', xml }]));
    expect(result.kind).toBe('parsed');
  });

  it('is refused where its parts are damaged', async () => {
    const broken = xlsxFile([{ name: 'S', rows: [['a']] }]).subarray(0, 400);
    expect(await parseBytes('a.xlsx', broken)).toMatchObject({ kind: 'rejected', reason: 'damaged' });
  });
});

describe('an OpenDocument file', () => {
  const cell = (words: string, own = ''): string =>
    `<table:table-cell ${own}><text:p>${words}</text:p></table:table-cell>`;

  it('shows days in the international order, and leaves out hidden rows', async () => {
    const day =
      '<table:table-cell office:value-type="date" office:date-value="2025-03-01"><text:p>3/1/25</text:p></table:table-cell>';
    const row = (cells: string, own = ''): string => `<table:table-row ${own}>${cells}</table:table-row>`;
    const sheet = `<table:table table:name="S">${row(cell('Item') + cell('Since') + cell('Fee'))}${row(cell('Tea') + day + cell('2'))}${row(cell('Old') + day + cell('3'), 'table:visibility="collapse"')}</table:table>`;
    const document = await parseDocument('a.ods', openDocumentFile('spreadsheet', sheet));
    expect(outline(document.blocks)).toEqual([
      'heading2 p1 S',
      'table p1 Item: Tea | Since: 2025-03-01 | Fee: 2',
    ]);
    expect(document.leftOut).toEqual([{ kind: 'hidden-rows', count: 1 }]);
  });

  it('reads numbered and nested lists, frames and notes', async () => {
    const item = (words: string, more = ''): string =>
      `<text:list-item><text:p>${words}</text:p>${more}</text:list-item>`;
    const body = `<text:h text:outline-level="1">Crew</text:h><text:list>${item('Engine room', `<text:list>${item('Pia')}${item('Jon')}</text:list>`)}</text:list><text:p>See<draw:frame><draw:text-box><text:p>Ring twice.</text:p></draw:text-box></draw:frame></text:p>`;
    const { blocks } = await parseDocument('a.odt', openDocumentFile('text', body));
    expect(outline(blocks)).toEqual([
      'heading1 Crew',
      'list - Engine room: Pia, Jon',
      'paragraph See',
      'paragraph Ring twice.',
    ]);
  });
});
