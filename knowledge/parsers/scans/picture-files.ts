import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import tiff from 'utif2';
import { parserLimits } from '../limits.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { greyOf, greyOfBits, type Picture } from './picture.ts';

/** The pictures of a file, one by one: a TIFF may hold many, one a page. Throws for damaged files. */
export type PictureFile = { count: number; picture(at: number): Picture | Rejected };

/** Opens a PNG, JPEG or TIFF by its bytes. Sizes are read and judged before a pixel is. */
export function openPictureFile(bytes: Buffer): PictureFile {
  if (bytes.readUInt32BE(0) === 0x89504e47) return one(pngSize(bytes), () => readPng(bytes));
  if (bytes.readUInt16BE(0) === 0xffd8) return one(jpegSize(bytes), () => readJpeg(bytes));
  return openTiff(bytes);
}

type Size = { width: number; height: number };

function one(size: Size, read: () => Picture): PictureFile {
  return { count: 1, picture: () => tooLarge(size) ?? read() };
}

function tooLarge({ width, height }: Size): Rejected | null {
  if (!(width > 0 && height > 0)) throw new RangeError('a picture without a size');
  const limit = parserLimits.scans.filePixels;
  if (width * height <= limit) return null;
  return rejected(
    'too-large',
    `The picture has ${Math.ceil((width * height) / 1e6)} million pixels; the limit is ${limit / 1e6} million. Save it smaller: 300 dots per inch are enough to read it.`,
  );
}

function pngSize(bytes: Buffer): Size {
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function readPng(bytes: Buffer): Picture {
  const { width, height, data, depth, channels, palette } = decodePng(bytes);
  if (depth === 8 && (channels === 3 || channels === 4)) return greyOf(width, height, data, channels);
  if (depth === 1 && palette === undefined) return greyOfBits(width, height, data, 0);
  const most = 2 ** depth - 1;
  const perByte = depth < 8 ? 8 / depth : 1;
  const rowBytes = Math.ceil(width / perByte);
  /** Packed values of less than a byte begin at its high end; a row begins with a new byte. */
  const sampleAt = (at: number): number => {
    if (perByte === 1) return data[at * channels] ?? 0;
    const x = at % width;
    const packed = data[Math.floor(at / width) * rowBytes + Math.floor(x / perByte)] ?? 0;
    return (packed >> (8 - depth * ((x % perByte) + 1))) & most;
  };
  const bytesEach = palette?.[0]?.length === 4 || channels === 2 || channels === 4 ? 4 : 3;
  const pixels = new Uint8Array(width * height * bytesEach);
  for (let at = 0; at < width * height; at += 1) {
    const color = palette?.[sampleAt(at)];
    for (let part = 0; part < bytesEach; part += 1) {
      const own = channels < 3 ? (part === 3 ? channels - 1 : 0) : part;
      const value = channels === 1 ? sampleAt(at) : (data[at * channels + own] ?? 0);
      pixels[at * bytesEach + part] = color?.[part] ?? (255 * value) / most;
    }
  }
  return greyOf(width, height, pixels, bytesEach);
}

/** Width and height stand in the frame's header, behind marks of known length. */
function jpegSize(bytes: Buffer): Size {
  for (let at = 2; at + 9 < bytes.length; ) {
    const mark = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || mark === 0xff) at += 1;
    else if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new RangeError('a JPEG without a frame');
}

function readJpeg(bytes: Buffer): Picture {
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false });
  return greyOf(width, height, data, 3);
}

function openTiff(bytes: Buffer): PictureFile {
  const pages = tiff.decode(bytes).filter((page) => page['t256'] !== undefined);
  if (pages.length === 0) throw new RangeError('a TIFF without pictures');
  return {
    count: pages.length,
    picture(at) {
      const page = pages[at];
      if (page === undefined) throw new RangeError(`a TIFF without page ${at + 1}`);
      const [width = 0] = page['t256'] as number[];
      const [height = 0] = (page['t257'] ?? []) as number[];
      const refusal = tooLarge({ width, height });
      if (refusal !== null) return refusal;
      tiff.decodeImage(bytes, page);
      return greyOf(width, height, tiff.toRGBA8(page), 4);
    },
  };
}
