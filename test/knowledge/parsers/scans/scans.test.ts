import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import tiff from 'utif2';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';

import { leftOutSentences } from '../../../../core/ports/left-out.ts';
import { splitIntoPassages } from '../../../../knowledge/ingest/passages.ts';
import type { ParsedDocument } from '../../../../knowledge/parsers/parsed.ts';
import { createParserPool } from '../../../../knowledge/parsers/pool/parser-pool.ts';
import { greyOf, turned } from '../../../../knowledge/parsers/scans/picture.ts';
import { launchChromium } from '../../../console/chromium.ts';
import { parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';
import { type Held, scanned, scannedPdf } from '../../../fixtures/scan-writer.ts';

const on = { ocr: 'eng' };
const fee = 'The yearly fee for berth 27 is 1,860 pounds and is due on the first of May.';
const letter = `<h1>Harbour office</h1><p>${fee}</p>
<ul><li>Water is free in summer.</li><li>Power costs 34 pence.</li></ul>`;
const textOf = ({ blocks }: ParsedDocument): string =>
  blocks.map(({ text }) => text.replaceAll('\n', ' ')).join('\n');

const browser = await launchChromium();
const sheet = browser === null ? null : await scanned(browser, letter);
afterAll(() => browser?.close());

describe.skipIf(sheet === null)('a scan', () => {
  if (sheet === null) return;
  const { png, data, width, height } = sheet;
  const grey = greyOf(width, height, data, 4);
  const turnedPng = (degrees: number) => encode({ ...turned(grey, degrees), channels: 1 });

  it.each([
    ['a.png', png],
    ['a.jpg', jpeg.encode({ width, height, data }, 70).data],
    ['a.tif', new Uint8Array(tiff.encodeImage(data, width, height))],
  ])('is read as headings, text and lists that say where they come from: %s', async (name, bytes) => {
    const document = await parseDocument(name, bytes, on);
    expect(document.title).toBe('Harbour office');
    expect(textOf(document)).toContain(fee);
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list']);
    expect(document.blocks.every(({ scan, page }) => scan === true && page === 1)).toBe(true);
    expect(splitIntoPassages(document).map(({ place }) => place)).toEqual([{ page: 1, scan: true }]);
  });

  it.each<Held>(['whole', 'strips', 'sideways', 'stencil'])(
    'is read from the pictures of a PDF: %s',
    async (held) => {
      const document = await parseDocument('a.pdf', scannedPdf([{ sheet, held }]), on);
      expect(textOf(document)).toContain(fee);
      expect(document.leftOut).toBeUndefined();
    },
  );

  it.each([90, 180, 270])('is turned upright first: %i degrees', async (degrees) => {
    const { blocks } = await parseDocument('a.png', await turnedPng(degrees), on);
    expect(blocks.map(({ text }) => text).join('\n')).toContain(fee);
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list']);
  });

  it('is read beneath a stamp, and its page alone is marked', async () => {
    const words = 'A page of its own with more words than any stamp would have, and no picture at all.';
    const file = scannedPdf([
      { sheet, held: 'whole', words: 'Scan 17' },
      { sheet: null, held: 'whole', words },
      { sheet: null, held: 'whole' },
    ]);
    const { blocks, leftOut } = await parseDocument('a.pdf', file, on);
    expect(blocks.filter(({ page }) => page === 1).every(({ scan }) => scan === true)).toBe(true);
    expect(blocks.find(({ page }) => page === 2)).toEqual({ kind: 'paragraph', text: words, page: 2 });
    expect(leftOutSentences(leftOut ?? [])).toEqual(['1 page of 3 holds no text.']);
  });

  it('is refused where recognition is off, with the setting that turns it on', async () => {
    for (const [name, bytes] of [
      ['a.png', png],
      ['a.pdf', scannedPdf([{ sheet, held: 'whole' }])],
    ] as const)
      expect(await parseBytes(name, bytes)).toMatchObject({
        kind: 'rejected',
        reason: 'no-text',
        message: expect.stringContaining('DOCENT_OCR=eng'),
      });
  });

  it('is refused in a language whose data is not there, with the command that gets it', async () => {
    expect(await parseBytes('a.png', png, { ocr: 'tlh' })).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('npm install @tesseract.js-data/tlh'),
    });
  });

  it('is read in the child process, which may neither write nor start anything', async () => {
    const pool = createParserPool({ clock: systemClock, size: 1, settings: () => on });
    const result = await pool.parse({ path: '', name: 'a.png', bytes: png });
    await pool.close();
    expect(result.kind === 'parsed' && result.documents.map(textOf).join()).toContain(fee);
  });
});
