import { describe, expect, it } from 'vitest';
import { docxFile, wordParagraph, xlsxFile } from '../../../fixtures/office-files.ts';
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
