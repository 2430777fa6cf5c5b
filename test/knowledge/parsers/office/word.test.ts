import { describe, expect, it } from 'vitest';
import { docxFile, wordParagraph } from '../../../fixtures/office-files.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';
import type { ZipEntry } from '../../../fixtures/zip-writer.ts';

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const relations = (...rows: [id: string, kind: string, target: string][]): ZipEntry => ({
  name: 'word/_rels/document.xml.rels',
  data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${rels}/styles" Target="styles.xml"/>${rows
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${rels}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`,
});
const run = (text: string, look = ''): string =>
  `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const line = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;
const numbered = (text: string, numId: number, level = 0): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr>${run(text)}</w:p>`;
const level = (at: number, format: string, text: string, start = 1): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = (body: string): ZipEntry => ({
  name: 'word/numbering.xml',
  data: `<w:numbering ${w}>${body}</w:numbering>`,
});

async function read(body: string, more: ZipEntry[] = []): Promise<string[]> {
  return outline((await parseDocument('a.docx', docxFile(body, more))).blocks);
}

describe('a Word document', () => {
  it('shows the numbers that Word counts, over paragraphs in between and from where a list starts again', async () => {
    const lists = numbering(
      `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>` +
        `<w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', 'Article %1', 3)}</w:abstractNum>` +
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' +
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
    );
    const body =
      numbered('The key hangs at the gate', 1) +
      numbered('Ring first', 1, 1) +
      numbered('Then wait', 1, 1) +
      wordParagraph('Some words.') +
      numbered('The gate closes at ten', 1) +
      numbered('Again from one', 2) +
      numbered('Third article', 3);
    expect(await read(body, [lists, relations(['n1', 'numbering', 'numbering.xml'])])).toEqual([
      'list 1. The key hangs at the gate\n  a) Ring first\n  b) Then wait',
      'paragraph Some words.',
      'list 2. The gate closes at ten\n1. Again from one\nArticle III Third article',
    ]);
  });

  it('leaves out struck, deleted and hidden words, and says so', async () => {
    const body = line(
      run('The price was '),
      run('64 crowns', '<w:strike/>'),
      run(' 58 crowns'),
      `<w:del>${run('gone')}</w:del>`,
      run(' secret', '<w:vanish/>'),
      run('.', '<w:strike w:val="0"/>'),
    );
    const document = await parseDocument('a.docx', docxFile(body));
    expect(outline(document.blocks)).toEqual(['paragraph The price was 58 crowns.']);
    expect(document.leftOut).toEqual([
      { kind: 'struck-text', count: 1 },
      { kind: 'hidden-text', count: 1 },
    ]);
  });

  it('puts notes behind the line that calls them, and no mark into a figure', async () => {
    const note = (kind: string, text: string): string =>
      `<w:${kind} w:type="separator" w:id="0"><w:p>${run('---')}</w:p></w:${kind}><w:${kind} w:id="2"><w:p>${run(text)}</w:p></w:${kind}>`;
    const notes: ZipEntry[] = [
      {
        name: 'word/footnotes.xml',
        data: `<w:footnotes ${w}>${note('footnote', 'Without tickets.')}</w:footnotes>`,
      },
      { name: 'word/endnotes.xml', data: `<w:endnotes ${w}>${note('endnote', 'In 2024.')}</w:endnotes>` },
      relations(['f', 'footnotes', 'footnotes.xml'], ['e', 'endnotes', 'endnotes.xml']),
    ];
    const raised = '<w:vertAlign w:val="superscript"/>';
    const body =
      line(
        run('Line 7: 12,400'),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(' riders'),
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
      ) +
      line(
        run('85 m'),
        run('2', raised),
        run(', 10'),
        run('4', raised),
        run(', 1'),
        run('st', raised),
        run(' and 4,500'),
        run('3', raised),
      );
    expect(await read(body, notes)).toEqual([
      'paragraph Line 7: 12,400 (note 1) riders (note 2)',
      'paragraph Note 1: Without tickets.',
      'paragraph Note 2: In 2024.',
      'paragraph 85 m², 10^4, 1st and 4,500 (note 3)',
    ]);
  });

  it('reads boxes of forms, lists to choose from, symbols and formulas', async () => {
    const field = (data: string): string =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const body =
      line(field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), run('Yes')) +
      line(field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), run('No')) +
      line(
        run('Berth: '),
        field(
          '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Alder"/><w:listEntry w:val="Birch"/></w:ddList>',
        ),
      ) +
      line('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', run(' Maybe')) +
      line(
        run('Speed '),
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>v=</m:t></m:r><m:f><m:num><m:r><m:t>s</m:t></m:r></m:num><m:den><m:r><m:t>t+1</m:t></m:r></m:den></m:f></m:oMath>',
      );
    expect(await read(body)).toEqual([
      'list - ☑ (ticked) Yes\n- ☐ (not ticked) No',
      'paragraph Berth: Birch',
      'paragraph ☐ (not ticked) Maybe',
      'paragraph Speed v=s/(t+1)',
    ]);
  });

  it('reads text boxes once, and drawings as lists', async () => {
    const box = (words: string): string => `<w:txbxContent>${wordParagraph(words)}</w:txbxContent>`;
    const drawn = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing><wps:txbx xmlns:wps="x">${box('Ring twice.')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>${box('Ring twice.')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const dgm =
      'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
    const point = (id: string, text: string): string =>
      `<dgm:pt modelId="${id}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const data = `<dgm:dataModel ${dgm}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>${point('1', 'Harbour master')}${point('2', 'Ida Falk')}</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/><dgm:cxn srcId="1" destId="2" srcOrd="0"/></dgm:cxnLst></dgm:dataModel>`;
    const chart = `<w:r><w:drawing><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="d"/></w:drawing></w:r>`;
    const more = [
      relations(['d', 'diagramData', 'diagrams/data1.xml']),
      { name: 'word/diagrams/data1.xml', data },
    ];
    expect(await read(line(run('Bell'), drawn) + line(chart), more)).toEqual([
      'paragraph Bell',
      'paragraph Ring twice.',
      'list - Harbour master: Ida Falk',
    ]);
  });

  it('keeps merged cells and lists in cells with their row', async () => {
    const cell = (text: string, own = ''): string =>
      `<w:tc><w:tcPr>${own}</w:tcPr>${text
        .split('|')
        .map((each) => wordParagraph(each))
        .join('')}</w:tc>`;
    const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
    const body = `<w:tbl>${row(cell('Pier'), cell('Boat'), cell('Tasks'))}${row(cell('North', '<w:vMerge w:val="restart"/>'), cell('Merle'), cell('wash|pump'))}${row(cell('', '<w:vMerge/>'), cell('Ostrik'), cell('paint'))}${row(cell('Closed in winter', '<w:gridSpan w:val="3"/>'))}${row(cell('South'), cell('Terna', '<w:gridSpan w:val="2"/>'))}</w:tbl>`;
    expect(await read(body)).toEqual([
      'table Pier: North | Boat: Merle | Tasks: wash; pump\nPier: North | Boat: Ostrik | Tasks: paint\nClosed in winter\nClosed in winter | Pier: South | Boat: Terna | Tasks: Terna',
    ]);
  });

  it('takes in files with macros and with other prefixes, and says what is not read', async () => {
    const file = docxFile(wordParagraph('Text.'), [{ name: 'word/vbaProject.bin', data: 'x' }]);
    expect((await parseDocument('a.docm', file)).leftOut).toEqual([{ kind: 'macros', count: 1 }]);
    const other = docxFile('', [
      {
        name: 'word/document.xml',
        data: `<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><x:p><x:r><x:t>Other.</x:t></x:r></x:p></x:body></x:document>`,
      },
    ]);
    expect(outline((await parseDocument('a.docx', other)).blocks)).toEqual(['paragraph Other.']);
  });

  it('refuses a package without its text, and nesting that no reader needs', async () => {
    const empty = docxFile('', [{ name: 'word/document.xml', data: 'no xml' }]);
    expect(await parseBytes('a.docx', empty)).toMatchObject({ kind: 'rejected', reason: 'damaged' });
    const deep = docxFile(`${'<w:sdt><w:sdtContent>'.repeat(20_000)}${wordParagraph('x')}`);
    expect(await parseBytes('a.docx', deep)).toMatchObject({ kind: 'rejected' });
  });

  it('opens no part that was not checked, whatever points at it', async () => {
    const hidden = docxFile('', [
      {
        name: '_rels/.rels',
        data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${rels}/officeDocument" Target="word/media/a.emf"/></Relationships>`,
      },
      {
        name: 'word/media/a.emf',
        data: `<w:document ${w}><w:body>${wordParagraph('x')}</w:body></w:document>`,
      },
    ]);
    expect(await parseBytes('a.docx', hidden)).toMatchObject({ kind: 'rejected' });
  });
});
