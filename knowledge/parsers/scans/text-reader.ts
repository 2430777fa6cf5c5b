import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
// @ts-expect-error: the package has types, but its `exports` hide them; `Tesseract` is what is used here.
import * as tesseractWasm from 'tesseract-wasm';
import { parserLimits } from '../limits.ts';
import { modelOf } from './language-model.ts';
import { doubled, type Picture, shrink, turned } from './picture.ts';

type Rect = { left: number; top: number; right: number; bottom: number };
type Pixels = { width: number; height: number; data: Uint8ClampedArray };
type Engine = {
  loadModel(model: Uint8Array): void;
  loadImage(image: Pixels): void;
  getTextBoxes(unit: 'word'): { rect: Rect; flags: number; confidence: number; text: string }[];
  clearImage(): void;
  destroy(): void;
};
type Tesseract = {
  layoutFlags: { StartOfLine: number };
  createOCREngine(options: { wasmBinary: Uint8Array }): Promise<Engine>;
};
const { createOCREngine, layoutFlags } = tesseractWasm as Tesseract;

/** A word in a picture. Pixels from the upper left corner; `confidence` 0 to 1. */
export type SeenWord = {
  text: string;
  x0: number;
  x1: number;
  top: number;
  bottom: number;
  confidence: number;
};
/** Words of one line, from left to right. */
export type SeenLine = SeenWord[];

/** Reads the text of pictures. */
export type TextReader = {
  /** Its lines in reading order; the picture is turned upright first. */
  read(picture: Picture): SeenLine[];
  close(): void;
};

/** Read better than this on average, a page stands upright. */
const sure = 0.8;
/** Fewer words than this tell nothing of how a page stands. */
const fewWords = 4;

/** A reader for a language of Tesseract such as `eng`; null where the package with its data is not installed. */
export async function createTextReader(language: string): Promise<TextReader | null> {
  const model = modelOf(language);
  if (model === null) return null;
  const wasm = new URL('./tesseract-core.wasm', import.meta.resolve('tesseract-wasm'));
  const engine = await createOCREngine({ wasmBinary: readFileSync(wasm) });
  engine.loadModel(gunzipSync(readFileSync(model)));
  const wordsOf = (picture: Picture): SeenLine[] => {
    engine.loadImage(colored(picture));
    const lines: SeenLine[] = [];
    for (const { text, rect, confidence, flags } of engine.getTextBoxes('word')) {
      // A word left of the one before begins a line, marked or not: two lines are sometimes given as one.
      const isNext =
        rect.left < (lines.at(-1)?.at(-1)?.x0 ?? 0) && rect.top > (lines.at(-1)?.at(-1)?.top ?? 0);
      if ((flags & layoutFlags.StartOfLine) !== 0 || isNext || lines.length === 0) lines.push([]);
      const place = { x0: rect.left, x1: rect.right, top: rect.top, bottom: rect.bottom };
      lines.at(-1)?.push({ text, ...place, confidence });
    }
    return lines;
  };
  return {
    read(picture) {
      const fit = doubled(shrink(picture, parserLimits.scans.readPixels));
      const lines = upright((turn) => wordsOf(turned(fit, turn)));
      engine.clearImage();
      return lines;
    },
    close: () => engine.destroy(),
  };
}

/** How sure the reader is of these words, each counted by its length; 0 of none. */
export function meanConfidence(words: readonly SeenWord[]): number {
  let sum = 0;
  let chars = 0;
  for (const { text, confidence } of words) {
    sum += confidence * text.trim().length;
    chars += text.trim().length;
  }
  return chars === 0 ? 0 : sum / chars;
}

/** Reads a page that may stand on its head or lie on its side; `read` reads it turned by degrees clockwise. */
function upright(read: (turn: number) => SeenLine[]): SeenLine[] {
  let [turn, lines] = [0, read(0)];
  // The reader takes no notice of a page on its head, but is unsure of every word.
  if (lines.flat().length >= fewWords && meanConfidence(lines.flat()) < sure) {
    const other = (180 + sideOf(lines)) % 360;
    const again = read(other);
    if (meanConfidence(again.flat()) > meanConfidence(lines.flat())) [turn, lines] = [other, again];
  }
  const side = sideOf(lines);
  return side === 0 ? lines : read((turn + side) % 360);
}

/** By how much a page must be turned clockwise whose lines run up or down: they are read all the same. */
function sideOf(lines: readonly SeenLine[]): 0 | 90 | 270 {
  let [across, down, up] = [0, 0, 0];
  for (const words of lines) {
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined || words.length < 2) continue;
    const [right, lower] = [last.x0 - first.x0, last.top - first.top];
    if (Math.abs(lower) < 2 * Math.abs(right)) across += words.length;
    else if (lower > 0) down += words.length;
    else up += words.length;
  }
  if (Math.max(up, down) <= across) return 0;
  return up > down ? 90 : 270;
}

/** The reader takes red, green, blue and alpha, as a canvas gives them. */
function colored({ width, height, data }: Picture): Pixels {
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (data[at] ?? 255) * 0x010101 + 0xff000000;
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
}
