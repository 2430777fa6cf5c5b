import { deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import tiff from 'utif2';
import { describe, expect, it } from 'vitest';
import { parseBytes } from '../../../fixtures/parse-bytes.ts';
import { pdfOfObjects } from '../../../fixtures/pdf-writer.ts';

const on = { ocr: 'eng' };
const white = { width: 40, height: 30, data: new Uint8Array(40 * 30 * 4).fill(255) };
const png = Buffer.from(encode(white));
const jpg = Buffer.from(jpeg.encode(white, 80).data);
const tif = Buffer.from(tiff.encodeImage(white.data, 40, 30));

/** The same bytes with numbers of 4 (or 2) bytes put in at these places. */
function withNumbers(bytes: Buffer, places: readonly (readonly [number, number])[], size: 2 | 4): Buffer {
  const changed = Buffer.from(bytes);
  for (const [at, value] of places)
    size === 4 ? changed.writeUInt32BE(value, at) : changed.writeUInt16BE(value, at);
  return changed;
}

/** Its first two entries, behind a header of 8 bytes and their count, are its width and height. */
const largeTiff = withNumbers(
  tif,
  [
    [18, 60_000],
    [30, 60_000],
  ],
  2,
);

describe('pictures that cannot be read', () => {
  const frame = jpg.indexOf(Buffer.from([0xff, 0xc0]));
  it.each([
    [
      'bomb.png',
      withNumbers(
        png,
        [
          [16, 60_000],
          [20, 60_000],
        ],
        4,
      ),
    ],
    [
      'bomb.jpg',
      withNumbers(
        jpg,
        [
          [frame + 5, 65_000],
          [frame + 7, 65_000],
        ],
        2,
      ),
    ],
    ['bomb.tif', largeTiff],
  ])('are refused by their size before a pixel is read: %s', async (name, bytes) => {
    expect(await parseBytes(name, bytes, on)).toMatchObject({
      kind: 'rejected',
      reason: 'too-large',
      message: expect.stringMatching(/million pixels; the limit is 24 million/),
    });
  });

  it.each([
    ['cut.png', png.subarray(0, 60)],
    ['cut.jpg', jpg.subarray(0, frame + 4)],
    ['none.png', withNumbers(png, [[16, 0]], 4)],
    ['cut.tif', tif.subarray(0, 20)],
  ])('are refused as damaged: %s', async (name, bytes) => {
    expect(await parseBytes(name, bytes, on)).toMatchObject({ kind: 'rejected', reason: 'damaged' });
  });

  it('are refused as empty where nothing is written in them', async () => {
    for (const [name, bytes] of [
      ['a.png', png],
      ['a.jpg', jpg],
      ['a.tif', tif],
    ] as const)
      expect(await parseBytes(name, bytes, on)).toMatchObject({ kind: 'rejected', reason: 'no-text' });
  });

  it('are refused under the name of another format', async () => {
    expect(await parseBytes('a.pdf', png, on)).toMatchObject({ kind: 'rejected', reason: 'wrong-extension' });
    expect(await parseBytes('a.png', Buffer.from('only words\n'), on)).toMatchObject({
      kind: 'rejected',
      reason: 'wrong-extension',
    });
  });

  it('are passed over in a PDF, where one claims more pixels than it may have', async () => {
    const packed = deflateSync(Buffer.alloc(1000)).toString('latin1');
    const file = pdfOfObjects([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
      '<< /Length 33 >>\nstream\nq 600 0 0 800 0 0 cm /I Do Q     \nendstream',
      `<< /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`,
    ]);
    expect(await parseBytes('a.pdf', file, on)).toMatchObject({ kind: 'rejected', reason: 'no-text' });
  });
});
