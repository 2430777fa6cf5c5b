/** How fast each format is read, in this process: megabytes of the file and of its text a second. */
import { parserLimits } from '../../knowledge/parsers/limits.ts';
import { parseFile } from '../../knowledge/parsers/parse-any.ts';
import {
  docxFile,
  epubFile,
  openDocumentFile,
  pptxFile,
  wordParagraph,
  xlsxFile,
} from '../fixtures/office-files.ts';
import { pdfFile } from '../fixtures/pdf-writer.ts';
import { writeZip } from '../fixtures/zip-writer.ts';
import { median, row } from './table.ts';

const ROUNDS = 3;
/** Paragraphs of each file: about half a megabyte of text. */
const PARAGRAPHS = 2_000;
const MB = 1024 * 1024;

/** Prints one line a format. */
export async function parsersBench(): Promise<void> {
  for (const [name, bytes] of samples()) {
    const times: number[] = [];
    let chars = 0;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const before = performance.now();
      chars = 0;
      const end = await parseFile(
        { path: '', name, bytes, maxFileBytes: parserLimits.hardFileBytes },
        async (documents) => {
          for (const { blocks } of documents) for (const block of blocks) chars += block.text.length;
        },
      );
      if (end.kind === 'rejected') throw new Error(`${name}: ${end.message}`);
      // The first round loads libraries.
      if (round > 0) times.push(performance.now() - before);
    }
    const seconds = median(times) / 1000;
    row(
      name,
      `${(chars / MB / seconds).toFixed(1)} MB/s text`,
      `${(bytes.length / MB / seconds).toFixed(1)} MB/s of the file, ${(seconds * 1000).toFixed(0)} ms`,
    );
  }
}

function samples(): [string, Buffer][] {
  const lines = Array.from({ length: PARAGRAPHS }, (_, n) => sentence(n));
  const heads = (mark: (title: string) => string, text: (line: string) => string, gap: string): string =>
    lines
      .flatMap((line, n) => (n % 20 === 0 ? [mark(`Part ${n / 20}`), text(line)] : [text(line)]))
      .join(gap);
  const mail = `From: a@example.org\nTo: b@example.org\nSubject: Berths\nDate: Mon, 04 May 2026 09:00:00 +0200\n\n${lines.join('\n\n')}`;
  const time = (n: number): string => new Date(n * 4000).toISOString().slice(11, 23);
  const day = JSON.stringify(
    lines.map((text, n) => ({ type: 'message', user: 'U1', text, ts: `${1_780_000_000 + n * 60}.0` })),
  );
  const paragraph = (line: string): string => `<p>${line}</p>`;
  const odf = lines.map((line) => `<text:p>${line}</text:p>`).join('');
  const files: [string, string | Buffer][] = [
    ['a.txt', lines.join('\n\n')],
    [
      'a.md',
      heads(
        (title) => `## ${title}`,
        (line) => line,
        '\n\n',
      ),
    ],
    ['a.html', `<html><body>${heads((title) => `<h2>${title}</h2>`, paragraph, '\n')}</body></html>`],
    ['a.csv', `number,text\n${lines.map((line, n) => `${n},"${line}"`).join('\n')}`],
    ['a.json', JSON.stringify(lines.map((text, number) => ({ number, text })))],
    ['a.jsonl', lines.map((text, n) => JSON.stringify({ id: `${n}`, title: `Part ${n}`, text })).join('\n')],
    ['a.yaml', lines.map((line, n) => `- number: ${n}\n  text: "${line}"`).join('\n')],
    [
      'a.ipynb',
      JSON.stringify({ nbformat: 4, cells: lines.map((source) => ({ cell_type: 'markdown', source })) }),
    ],
    ['a.vtt', `WEBVTT\n\n${lines.map((line, n) => `${time(n)} --> ${time(n + 1)}\n${line}`).join('\n\n')}`],
    ['a.eml', mail],
    [
      'a.pdf',
      pdfFile(
        chunks(lines, 40).map((page) =>
          page.map((text, n) => ({ text: text.slice(0, 100), y: 760 - 18 * n })),
        ),
      ),
    ],
    ['a.docx', docxFile(lines.map((line) => wordParagraph(line)).join(''))],
    ['a.pptx', pptxFile(chunks(lines, 40).map((page, n) => ({ title: `Slide ${n}`, lines: page })))],
    [
      'a.xlsx',
      xlsxFile([{ name: 'Berths', rows: [['number', 'text'], ...lines.map((line, n) => [n, line])] }]),
    ],
    ['a.odt', openDocumentFile('text', odf)],
    [
      'a.epub',
      epubFile(
        'Berths',
        chunks(lines, 100).map((page) => page.map(paragraph).join('')),
      ),
    ],
    ['a.rtf', `{\\rtf1\\ansi ${lines.join('\\par ')}}`],
    [
      'a.zip',
      writeZip([
        { name: 'channels.json', data: '[{"id":"C1","name":"berths"}]' },
        { name: 'berths/2026-05-04.json', data: day },
      ]),
    ],
  ];
  return files.map(([name, content]) => [name, Buffer.isBuffer(content) ? content : Buffer.from(content)]);
}

/** Sentences that differ, so that nothing packs too well and no page looks like another. */
function sentence(n: number): string {
  const places = ['basin', 'slipway', 'mole', 'tower', 'sluice', 'quay', 'hall', 'office'];
  const words = Array.from(
    { length: 6 },
    (_, at) => `${places[(n * 7 + at * (n % 5)) % places.length]} ${(n * 31 + at * 97) % 1009}`,
  );
  return `In case ${n} the keeper of the ${words.join(', then the ')} writes down who came and when they left again.`;
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) =>
    list.slice(n * size, (n + 1) * size),
  );
}
