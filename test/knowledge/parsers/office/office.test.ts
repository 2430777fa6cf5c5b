import { describe, expect, it } from 'vitest';
import {
  docxFile,
  epubFile,
  openDocumentFile,
  pptxFile,
  wordParagraph,
  wordTable,
  xlsxFile,
} from '../../../fixtures/office-files.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

const cells = (...texts: string[]): string =>
  `<table:table-row>${texts.map((text) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`).join('')}</table:table-row>`;

describe('Word', () => {
  it('keeps title, headings, paragraphs and tables', async () => {
    const body =
      wordParagraph('Travel policy', 'Title') +
      wordParagraph('Booking', 'Heading1') +
      wordParagraph('Book &amp; pay early.') +
      wordTable([
        ['City', 'Rate', 'Until'],
        ['Bonn', '90', 'May'],
      ]);
    const document = await parseDocument('a.docx', docxFile(body));
    expect(document.title).toBe('Travel policy');
    expect(outline(document.blocks)).toEqual([
      'heading1 Travel policy',
      'heading1 Booking',
      'paragraph Book & pay early.',
      'table City: Bonn | Rate: 90 | Until: May',
    ]);
  });

  it('falls back to the stored title', async () => {
    const core = {
      name: 'docProps/core.xml',
      data: '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Stored</dc:title></cp:coreProperties>',
    };
    expect((await parseDocument('a.docx', docxFile(wordParagraph('Text.'), [core]))).title).toBe('Stored');
  });

  it('opens no file that the document points at, by entity or by picture', async () => {
    const prolog = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
    const entity = await parseBytes('a.docx', docxFile(wordParagraph('before &e; after'), [], prolog));
    expect(JSON.stringify(entity)).not.toContain('root:');
    const picture = `<w:p><w:r><w:drawing><a:blip r:link="p1"/></w:drawing></w:r></w:p>${wordParagraph('Text.')}`;
    const linked = await parseDocument('a.docx', docxFile(picture));
    expect(outline(linked.blocks)).toEqual(['paragraph Text.']);
  });
});

describe('PowerPoint and OpenDocument', () => {
  it('reads slides as pages', async () => {
    const file = pptxFile([
      { title: 'Intro', lines: ['Welcome to all'] },
      { title: 'Plan', lines: ['Two steps'] },
    ]);
    const document = await parseDocument('a.pptx', file);
    expect(document.title).toBe('Intro');
    expect(outline(document.blocks)).toEqual([
      'heading1 p1 Intro',
      'paragraph p1 Welcome to all',
      'heading1 p2 Plan',
      'paragraph p2 Two steps',
    ]);
  });

  it('reads text documents', async () => {
    const body = `<text:h text:outline-level="2">Leave</text:h><text:p>Ask first.</text:p><table:table>${cells('Kind', 'Days', 'Pay')}${cells('Sick', '10', 'full')}</table:table>`;
    const document = await parseDocument('a.odt', openDocumentFile('text', body));
    expect(document.title).toBe('Leave');
    expect(outline(document.blocks)).toEqual([
      'heading2 Leave',
      'paragraph Ask first.',
      'table Kind: Sick | Days: 10 | Pay: full',
    ]);
  });

  it('reads presentations and spreadsheets', async () => {
    const slide =
      '<draw:page draw:name="p1"><draw:frame presentation:class="title"><draw:text-box><text:p>Topic</text:p></draw:text-box></draw:frame></draw:page>';
    const slides = await parseDocument('a.odp', openDocumentFile('presentation', slide));
    expect(outline(slides.blocks)).toEqual(['heading1 p1 Topic']);
    const sheet = `<table:table table:name="Prices">${cells('Item', 'Price')}${cells('Tea', '2')}</table:table>`;
    const table = await parseDocument('a.ods', openDocumentFile('spreadsheet', sheet));
    expect(outline(table.blocks)).toEqual(['heading2 p1 Prices', 'table p1 Item: Tea | Price: 2']);
  });

  it('reads Rich Text', async () => {
    const rtf = "{\\rtf1\\ansi{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 Head\\par\\pard Caf\\'e9 open.\\par}";
    expect(outline((await parseDocument('a.rtf', rtf)).blocks)).toEqual([
      'heading1 Head',
      'paragraph Café open.',
    ]);
  });
});

describe('Excel', () => {
  it('reads each sheet as a page, its first row as names', async () => {
    const file = xlsxFile([
      {
        name: 'Prices',
        rows: [
          ['Item', 'Price'],
          ['Tea', 2],
          ['Cake', 3.5],
        ],
      },
      { name: 'Empty', rows: [] },
      {
        name: 'Rooms',
        rows: [
          ['Room', 'Seats'],
          ['Blue', 8],
        ],
      },
    ]);
    expect(outline((await parseDocument('a.xlsx', file)).blocks)).toEqual([
      'heading2 p1 Prices',
      'table p1 Item: Tea | Price: 2\nItem: Cake | Price: 3.5',
      'heading2 p3 Rooms',
      'table p3 Room: Blue | Seats: 8',
    ]);
  });
});

describe('EPUB', () => {
  it('reads chapters in the order of the spine', async () => {
    const document = await parseDocument(
      'a.epub',
      epubFile('The Book', ['<h1>One</h1><p>first</p>', '<h1>Two</h1>']),
    );
    expect(document.title).toBe('The Book');
    expect(outline(document.blocks)).toEqual(['heading1 One', 'paragraph first', 'heading1 Two']);
  });

  it('names copy protection', async () => {
    const lock = {
      name: 'META-INF/encryption.xml',
      data: '<encryption xmlns="x"><EncryptedData><CipherReference URI="OEBPS/c1.xhtml"/></EncryptedData></encryption>',
    };
    const result = await parseBytes('a.epub', epubFile('B', ['<p>x</p>'], [lock]));
    expect(result).toMatchObject({ reason: 'password-protected' });
  });
});

describe('e-mail', () => {
  it('takes the subject as title and names who, when and what was attached', async () => {
    const mail = [
      'From: Ada <ada@example.com>',
      'To: team@example.com',
      'Subject: =?utf-8?q?B=C3=BCro_moves?=',
      'Date: Tue, 3 Mar 2026 10:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'We move on Monday.',
      '--x',
      'Content-Type: application/pdf; name=plan.pdf',
      'Content-Disposition: attachment; filename=plan.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '--x--',
    ].join('\r\n');
    const document = await parseDocument('a.eml', mail);
    expect(document.title).toBe('Büro moves');
    expect(outline(document.blocks)).toEqual([
      'heading1 Büro moves',
      'paragraph From: Ada <ada@example.com>\nTo: team@example.com\nDate: 2026-03-03 10:00 UTC',
      'paragraph We move on Monday.',
      'paragraph Attachments: plan.pdf',
    ]);
  });

  it('reads a body that is only HTML, and refuses a file without headers', async () => {
    const mail = 'From: a@b.c\r\nSubject: S\r\nContent-Type: text/html\r\n\r\n<h2>Menu</h2><p>Soup</p>';
    const { blocks } = await parseDocument('a.eml', mail);
    expect(outline(blocks)).toContain('heading2 Menu');
    expect(await parseBytes('a.eml', 'just some words')).toMatchObject({ reason: 'damaged' });
  });
});
