import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport } from '../../core/ports/library.ts';
import { docxFile, wordParagraph } from '../fixtures/office-files.ts';
import { pdfFile } from '../fixtures/pdf-writer.ts';
import { openApp, type WholeApp } from '../fixtures/whole-app.ts';

const GOOD = 'The greenhouse opens at seven in the morning, and the gate is locked at nine in the evening.';

const files: Record<string, string | Uint8Array> = {
  'good-first.md': `# Greenhouse\n\n${GOOD}`,
  'line.txt': 'x'.repeat(10_000_000),
  'short-lines.txt': 'a\n'.repeat(2_000_000),
  'deep.html': `${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`,
  'deep.json': '['.repeat(100_000),
  'quotes.md': `${'>'.repeat(20_000)} quoted`,
  'lists.md': Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}- item`).join('\n'),
  'bomb.docx': docxFile(wordParagraph('x '.repeat(24_000_000))),
  'hidden-bomb.docx': docxFile(wordParagraph('small'), [
    { name: 'word/media.xml', data: Buffer.alloc(50_000_000) },
  ]),
  'half.pdf': pdfFile([[{ text: 'Half a page.', y: 700 }]]).subarray(0, 150),
  'binary.txt': Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 256),
  'nulls.md': Buffer.from('# Nulls\n\nA text\0 with null\0 bytes in\0 between.'),
  'mixed.md': Buffer.concat([
    Buffer.from('# Mixed\n\nThe caf\u00e9 is UTF-8 here. '.repeat(20), 'utf8'),
    Buffer.from('The caf\u00e9 is Latin-1 there. '.repeat(20), 'latin1'),
  ]),
  'utf16.txt': Buffer.from('\ufeffThe lighthouse stands on the northern shore since 1884.', 'utf16le'),
  'surrogates.txt': Buffer.from([0x54, 0x68, 0x65, 0x20, 0xed, 0xa0, 0x80, 0x20, 0x66, 0x6f, 0x78]),
  'empty.md': '',
  'good-last.md': '# Boathouse\n\nThe boathouse lends canoes on Saturdays.',
};

/** Refused in words; the others may go in as far as they can be read. */
const refused = [
  'line.txt',
  'deep.html',
  'deep.json',
  'bomb.docx',
  'hidden-bomb.docx',
  'half.pdf',
  'empty.md',
];

describe('a folder full of poison', () => {
  let docent: WholeApp;
  let report: IngestReport;
  let mostMegabytes = 0;

  beforeAll(async () => {
    docent = await openApp();
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(path.join(docent.folder, name), content);
    }
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => {
      mostMegabytes = Math.max(mostMegabytes, (process.memoryUsage().rss - before) / 1e6);
    }, 20);
    const options = { collection: 'default', by: 'cli', cwd: docent.folder };
    report = await docent.app.library.ingest(Object.keys(files), options);
    clearInterval(watch);
  });
  afterAll(async () => {
    await docent[Symbol.asyncDispose]();
  });

  const rowOf = (name: string) => report.files.find((file) => file.path === name);

  it('gets a row for every file', () => {
    expect(report.files.map((file) => file.path).toSorted()).toEqual(Object.keys(files).toSorted());
  });

  it.each(refused)('refuses %s with a reason in words', (name) => {
    const row = rowOf(name);
    expect(row?.status).toBe('rejected');
    // A sentence for people, without codes, stacks or the names of libraries.
    expect(row?.reason).toMatch(/^[A-Z][^\n]{15,300}\.$/);
    expect(row?.reason).not.toMatch(/Error:|at .*\.[jt]s|undefined|ERR_|\[object/);
  });

  it.each(Object.keys(files).filter((name) => !refused.includes(name)))(
    'takes %s in or says why not',
    (name) => {
      const row = rowOf(name);
      if (row?.status === 'rejected') expect(row.reason).toMatch(/^[A-Z][^\n]{15,300}\.$/);
      else expect(row?.passages).toBeGreaterThan(0);
    },
  );

  it('bounds what one document may become', () => {
    for (const { passages } of report.files) expect(passages).toBeLessThanOrEqual(20_000);
  });

  it('leaves the rest unharmed and findable', async () => {
    const first = await docent.app.retriever.search({ text: 'When does the greenhouse open?', k: 3 });
    expect(first.passages[0]?.path).toBe('good-first.md');
    const last = await docent.app.retriever.search({ text: 'canoes on Saturdays', k: 3 });
    expect(last.passages[0]?.path).toBe('good-last.md');
    const wide = await docent.app.retriever.search({ text: 'lighthouse northern shore', k: 3 });
    expect(wide.passages[0]?.path).toBe('utf16.txt');
  });

  it('costs this process no memory to speak of', () => {
    expect(mostMegabytes).toBeLessThan(400);
  });

  it('finds everything unchanged or refused when asked again', async () => {
    const options = { collection: 'default', by: 'cli', cwd: docent.folder };
    const again = await docent.app.library.ingest(['good-first.md', 'good-last.md', 'nulls.md'], options);
    expect(again.files.map(({ status }) => status)).not.toContain('updated');
  });
});
