import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { writeZip, type ZipEntry } from '../../../fixtures/zip-writer.ts';

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const ns = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${rels}"`;
const relations = (...rows: [id: string, kind: string, target: string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${rels}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
const line = (text: string, own = '', look = ''): string =>
  `<a:p><a:pPr ${own}/><a:r><a:rPr ${look}/><a:t>${text}</a:t></a:r></a:p>`;
const shape = (kind: string, body: string, own = ''): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" ${own}/><p:cNvSpPr/><p:nvPr>${kind === '' ? '' : `<p:ph type="${kind}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${body}</p:txBody></p:sp>`;
const slide = (shapes: string, own = ''): string =>
  `<p:sld ${ns} ${own}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;

function deck(slides: string[], more: ZipEntry[] = []): Buffer {
  return writeZip([
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
    },
    { name: '_rels/.rels', data: relations(['r', 'officeDocument', 'ppt/presentation.xml']) },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      data: relations(
        ...slides.map((_, at): [string, string, string] => [`s${at}`, 'slide', `slides/slide${at + 1}.xml`]),
      ),
    },
    {
      name: 'ppt/presentation.xml',
      data: `<p:presentation ${ns}><p:sldIdLst>${slides.map((_, at) => `<p:sldId id="${at}" r:id="s${at}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    },
    ...slides.map((data, at) => ({ name: `ppt/slides/slide${at + 1}.xml`, data })),
    ...more,
  ]);
}

describe('a presentation', () => {
  it('keeps parents of lists, leaves out struck words, hidden shapes and hidden slides, and reads notes', async () => {
    const body = line('Engine room') + line('Pia Kern', 'lvl="1"') + line('Jon Lund', 'lvl="1"');
    const price = `<a:p><a:r><a:t>It costs </a:t></a:r><a:r><a:rPr strike="sngStrike"/><a:t>64</a:t></a:r><a:r><a:t>58, 12,400</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>3</a:t></a:r></a:p>`;
    const file = deck(
      [
        slide(
          shape('body', body) +
            shape('title', line('Crew')) +
            shape('', price) +
            shape('', line('Secret'), 'hidden="1"') +
            shape('sldNum', line('7')),
        ),
        slide(shape('title', line('Skipped')), 'show="0"'),
      ],
      [
        {
          name: 'ppt/slides/_rels/slide1.xml.rels',
          data: relations(['n', 'notesSlide', '../notesSlides/n1.xml']),
        },
        {
          name: 'ppt/notesSlides/n1.xml',
          data: `<p:notes ${ns}><p:cSld><p:spTree>${shape('body', line('Say hello.'))}${shape('sldNum', line('1'))}</p:spTree></p:cSld></p:notes>`,
        },
      ],
    );
    const document = await parseDocument('a.pptx', file);
    expect(outline(document.blocks)).toEqual([
      'heading1 p1 Crew',
      'list p1 - Engine room: Pia Kern, Jon Lund',
      'paragraph p1 It costs 58, 12,400 (note 3)',
      'paragraph p1 Say hello.',
    ]);
    expect(document.leftOut).toEqual([
      { kind: 'hidden-text', count: 1 },
      { kind: 'struck-text', count: 1 },
      { kind: 'hidden-slides', count: 1 },
    ]);
  });

  it('reads merged cells with their rows, and drawings as lists', async () => {
    const cell = (text: string, own = ''): string => `<a:tc ${own}><a:txBody>${line(text)}</a:txBody></a:tc>`;
    const rows = [
      cell('Pier') + cell('Boat') + cell('Length'),
      cell('North', 'rowSpan="2"') + cell('Merle') + cell('8 m'),
      cell('', 'vMerge="1"') + cell('Ostrik') + cell('11 m'),
    ];
    const table = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="t"/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${rows.map((row) => `<a:tr>${row}</a:tr>`).join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
    const { blocks } = await parseDocument(
      'a.pptx',
      deck([slide(`<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="g"/></p:nvGrpSpPr>${table}</p:grpSp>`)]),
    );
    expect(outline(blocks)).toEqual([
      'table p1 Pier: North | Boat: Merle | Length: 8 m\nPier: North | Boat: Ostrik | Length: 11 m',
    ]);
  });
});
