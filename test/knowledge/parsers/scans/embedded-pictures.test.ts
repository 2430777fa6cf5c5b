import { afterAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../console/chromium.ts';
import { docxFile, openDocumentFile, wordParagraph } from '../../../fixtures/office-files.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { pdfOfObjects } from '../../../fixtures/pdf-writer.ts';
import { scanned } from '../../../fixtures/scan-writer.ts';
import type { ZipEntry } from '../../../fixtures/zip-writer.ts';

const on = { ocr: 'eng' };
const words = 'Press the amber key for nine seconds and enter the code 7731.';
const browser = await launchChromium();
const sheet = browser === null ? null : await scanned(browser, `<p style="font-size:20px">${words}</p>`);
afterAll(() => browser?.close());

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const shown = (id: string): string =>
  `<w:p><w:r><w:drawing><pic:pic><a:blip r:embed="${id}"/></pic:pic></w:drawing></w:r></w:p>`;
const withPicture = (data: Buffer): ZipEntry[] => [
  {
    name: 'word/_rels/document.xml.rels',
    data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${rels}/styles" Target="styles.xml"/><Relationship Id="p1" Type="${rels}/image" Target="media/image1.png"/></Relationships>`,
  },
  { name: 'word/media/image1.png', data, stored: true },
];
const body = wordParagraph('Reset it as shown.') + shown('p1') + wordParagraph('Then wait.');

describe.skipIf(sheet === null)('a picture inside a document', () => {
  if (sheet === null) return;
  const { png, width, height, data } = sheet;

  it('is read where it stands in a Word file, and counted where recognition is off', async () => {
    const file = docxFile(body, withPicture(png));
    const read = await parseDocument('a.docx', file, on);
    expect(outline(read.blocks)).toEqual([
      'paragraph Reset it as shown.',
      expect.stringContaining('code 7731'),
      'paragraph Then wait.',
    ]);
    expect(read.blocks.map(({ scan }) => scan)).toEqual([undefined, true, undefined]);
    expect(read.leftOut).toBeUndefined();
    expect((await parseDocument('a.docx', file)).leftOut).toEqual([{ kind: 'pictures', count: 1 }]);
  });

  it('is read in an OpenDocument file', async () => {
    const frame =
      '<text:p>Reset it.<draw:frame><draw:image xlink:href="Pictures/a.png" xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame></text:p>';
    const file = openDocumentFile('text', frame, '', [{ name: 'Pictures/a.png', data: png, stored: true }]);
    const { blocks } = await parseDocument('a.odt', file, on);
    expect(outline(blocks)).toEqual(['paragraph Reset it.', expect.stringContaining('code 7731')]);
  });

  it('is read beside the text of a PDF page, but not beneath text that the page has', async () => {
    const grey = Buffer.from(Array.from({ length: width * height }, (_, at) => data[at * 4] ?? 255)).toString(
      'latin1',
    );
    const page = (text: string): Buffer => {
      const content = `q 300 0 0 250 60 400 cm /I Do Q ${text}`;
      return pdfOfObjects([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> /Font << /F1 6 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${grey.length} >>\nstream\n${grey}\nendstream`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ]);
    };
    const line = (x: number, y: number): string =>
      `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (Reset the panel as shown in this picture before you call anybody.) Tj ET`;
    const beside = page(line(60, 700));
    const read = await parseDocument('a.pdf', beside, on);
    expect(read.blocks.map(({ text, scan }) => [text.includes('7731'), scan])).toEqual([
      [false, undefined],
      [true, true],
    ]);
    expect((await parseDocument('a.pdf', beside)).leftOut).toEqual([{ kind: 'pictures', count: 1 }]);
    expect((await parseDocument('a.pdf', page(line(60, 500)), on)).blocks).toHaveLength(1);
  });

  it.each([
    ['damaged', Buffer.from('not a picture')],
    ['cut short', png.subarray(0, 200)],
  ])('takes nothing from the text around it: %s', async (_, bytes) => {
    const document = await parseDocument('a.docx', docxFile(body, withPicture(bytes)), on);
    expect(outline(document.blocks)).toEqual(['paragraph Reset it as shown.', 'paragraph Then wait.']);
    expect(document.leftOut).toEqual([{ kind: 'pictures', count: 1, tried: true }]);
  });
});

it('a picture that unpacks to more than its directory says is not opened', async () => {
  const [relations, picture] = withPicture(Buffer.alloc(5_000_000)) as [ZipEntry, ZipEntry];
  const file = docxFile(body, [relations, { ...picture, stored: false, claims: 1_000 }]);
  const document = await parseDocument('a.docx', file, on);
  expect(document.leftOut).toEqual([{ kind: 'pictures', count: 1, tried: true }]);
});
