import { describe, expect, it } from 'vitest';
import { docxFile, openDocumentFile, wordParagraph, xlsxFile } from '../../../fixtures/office-files.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';
import type { ZipEntry } from '../../../fixtures/zip-writer.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const relations = (...rows: [id: string, kind: string, target: string][]): ZipEntry => ({
  name: 'word/_rels/document.xml.rels',
  data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`,
});
const margin = (kind: 'hdr' | 'ftr', ...lines: string[]): string =>
  `<w:${kind} ${w}>${lines.map((line) => wordParagraph(line)).join('')}</w:${kind}>`;
const chunk = (id: string): string => `<w:altChunk r:id="${id}"/>`;
const read = async (body: string, more: ZipEntry[]): Promise<string[]> =>
  outline((await parseDocument('a.docx', docxFile(body, more))).blocks);

describe('what stands above and below the pages of a Word file', () => {
  it('is read once, without the numbers of pages', async () => {
    expect(
      await read(wordParagraph('Fill in the form.'), [
        relations(
          ['h1', 'header', 'header1.xml'],
          ['h2', 'header', 'header2.xml'],
          ['f1', 'footer', 'footer1.xml'],
        ),
        { name: 'word/header1.xml', data: margin('hdr', 'Form HR-2290, valid from 1 June') },
        { name: 'word/header2.xml', data: margin('hdr', 'Form HR-2290, valid from 1 June', '- 2 -') },
        { name: 'word/footer1.xml', data: margin('ftr', 'Page 1 of 3', 'Personnel desk, extension 6120') },
      ]),
    ).toEqual([
      'paragraph Form HR-2290, valid from 1 June',
      'paragraph Fill in the form.',
      'paragraph Personnel desk, extension 6120',
    ]);
  });
});

describe('a file that Word shows as part of the text', () => {
  it('is read where it stands: saved web page, document, rich text', async () => {
    const mht =
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n' +
      'Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>The cable is named =C3=84sir.</p>\r\n--b--\r\n';
    const body =
      wordParagraph('Before.') + chunk('c1') + chunk('c2') + chunk('c3') + wordParagraph('Behind.');
    expect(
      await read(body, [
        relations(['c1', 'aFChunk', 'a.mht'], ['c2', 'aFChunk', 'part.docx'], ['c3', 'aFChunk', 'b.rtf']),
        { name: 'word/a.mht', data: mht },
        { name: 'word/part.docx', data: docxFile(wordParagraph('The lift key is with Mr. Tamm.')) },
        { name: 'word/b.rtf', data: '{\\rtf1 The blinds close at 13:50.\\par}' },
      ]),
    ).toEqual([
      'paragraph Before.',
      'paragraph The cable is named Äsir.',
      'paragraph The lift key is with Mr. Tamm.',
      'paragraph The blinds close at 13:50.',
      'paragraph Behind.',
    ]);
  });

  it('is counted where it cannot be read', async () => {
    const file = docxFile(wordParagraph('Before.') + chunk('c1'), [
      relations(['c1', 'aFChunk', 'part.docx']),
      { name: 'word/part.docx', data: docxFile(wordParagraph('x')).subarray(0, 200) },
    ]);
    expect((await parseDocument('a.docx', file)).leftOut).toEqual([{ kind: 'embedded-files', count: 1 }]);
  });
});

describe('notes of a sheet', () => {
  it('are read with their cell; threads of a discussion are counted', async () => {
    const comments =
      '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>' +
      '<comment ref="B2"><text><r><t>Checked by </t></r><r><t>Lena</t></r></text></comment>' +
      '<comment ref="B3"><text><t>[Threaded comment] Is this right?</t></text></comment></commentList></comments>';
    const file = xlsxFile(
      [
        {
          name: 'Prices',
          rows: [
            ['Tour', 'Price'],
            ['Cave', 14],
          ],
        },
      ],
      [
        {
          name: 'xl/worksheets/_rels/sheet1.xml.rels',
          data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/comments" Target="../comments1.xml"/></Relationships>`,
        },
        { name: 'xl/comments1.xml', data: comments },
      ],
    );
    const document = await parseDocument('a.xlsx', file);
    expect(outline(document.blocks)).toContain('paragraph p1 Note on B2: Checked by Lena');
    expect(document.leftOut).toEqual([{ kind: 'comments', count: 1 }]);
  });
});

describe('a row of a sheet that is struck out whole', () => {
  it('does not part the table', async () => {
    const sheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const cell = (ref: string, text: string, style = 0): string =>
      `<c r="${ref}" s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      ['Course', 'Fee'],
      ['Pottery', '95'],
      ['Pottery', '120'],
    ].map(
      ([one = '', other = ''], at) =>
        `<row r="${at + 1}">${cell(`A${at + 1}`, one, at === 1 ? 1 : 0)}${cell(`B${at + 1}`, other, at === 1 ? 1 : 0)}</row>`,
    );
    const file = xlsxFile(
      [{ name: 'Fees', rows: [] }],
      [
        {
          name: 'xl/worksheets/sheet1.xml',
          data: `<worksheet xmlns="${sheet}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
        },
        {
          name: 'xl/styles.xml',
          data: `<styleSheet xmlns="${sheet}"><fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>`,
        },
        {
          name: 'xl/_rels/workbook.xml.rels',
          data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
        },
      ],
    );
    const document = await parseDocument('a.xlsx', file);
    expect(outline(document.blocks)).toEqual(['heading2 p1 Fees', 'table p1 Course: Pottery | Fee: 120']);
    expect(document.leftOut).toEqual([{ kind: 'struck-text', count: 2 }]);
  });
});

const ns = ['office', 'text', 'style']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

describe('an OpenDocument file', () => {
  it('has its heads and feet of pages read once', async () => {
    const margin = (kind: string, text: string): string =>
      `<style:${kind}><text:p>${text}</text:p></style:${kind}>`;
    const styles = `<office:document-styles ${ns}><office:master-styles><style:master-page style:name="A">${margin('header', 'Form HR-2290')}${margin('footer', 'Page 2')}</style:master-page><style:master-page style:name="B">${margin('header', 'Form HR-2290')}${margin('footer', 'Extension 6120')}</style:master-page></office:master-styles></office:document-styles>`;
    const file = openDocumentFile('text', '<text:p>Fill it in.</text:p>', '', [
      { name: 'styles.xml', data: styles },
    ]);
    expect(outline((await parseDocument('a.odt', file)).blocks)).toEqual([
      'paragraph Form HR-2290',
      'paragraph Fill it in.',
      'paragraph Extension 6120',
    ]);
  });

  it('says the state of boxes, and keeps a raised note apart from its number', async () => {
    const box = (param: string): string =>
      `<text:p><field:fieldmark xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop-xmlns:field:1.0" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">${param}</field:fieldmark><text:s/>Cooled</text:p>`;
    const styles =
      '<style:style style:name="R" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>';
    const note =
      '<text:p>It opens at 9:30<text:span text:style-name="R"><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>On Sunday at 11:00.</text:p></text:note-body></text:note></text:span>.</text:p>';
    const ticked = '<field:param field:name="Checkbox_Checked" field:value="true"/>';
    const file = openDocumentFile('text', box(ticked) + box('') + note, styles);
    expect(outline((await parseDocument('a.odt', file)).blocks)).toEqual([
      'list - ☑ (ticked) Cooled\n- ☐ (not ticked) Cooled',
      'paragraph It opens at 9:30 (note 1).',
      'paragraph Note 1: On Sunday at 11:00.',
    ]);
  });

  it('has notes and charts of cells read, and struck cells left out', async () => {
    const styles =
      '<style:style style:name="S" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>';
    const cell = (text: string, more = '', look = ''): string =>
      `<table:table-cell${look}>${more}<text:p>${text}</text:p></table:table-cell>`;
    const row = (...cells: string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;
    const note = '<office:annotation><text:p>Checked by Lena</text:p></office:annotation>';
    const chart =
      '<draw:frame><draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/></draw:frame>';
    const struck = ' table:style-name="S"';
    const body = `<table:table table:name="Fees">${row(cell('Course'), cell('Fee'))}${row(cell('Pottery', '', struck), cell('95', '', struck))}${row(cell('Weaving', note), cell('88', chart))}</table:table>`;
    const object = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:chart><chart:chart><table:table>${row(cell(''), cell('MWh'))}${row(cell('Wind'), cell('340'))}${row(cell('Sun'), cell('275'))}</table:table></chart:chart></office:chart></office:body></office:document-content>`;
    const file = openDocumentFile('spreadsheet', body, styles, [
      { name: 'Object 1/content.xml', data: object },
    ]);
    const document = await parseDocument('a.ods', file);
    expect(outline(document.blocks)).toEqual([
      'heading2 p1 Fees',
      'table p1 Course: Weaving | Fee: 88',
      'paragraph p1 Note on “Weaving”: Checked by Lena',
      'table p1 Wind | MWh: 340\nSun | MWh: 275',
    ]);
    expect(document.leftOut).toEqual([{ kind: 'struck-text', count: 2 }]);
  });
});
