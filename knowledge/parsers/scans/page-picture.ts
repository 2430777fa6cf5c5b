import { parserLimits } from '../limits.ts';
import { multiply, type OpNames } from '../pdf/marks.ts';
import type { PdfPage } from '../pdf/open-pdf.ts';
import { greyOf, greyOfBits, type Picture, reduced, shrink } from './picture.ts';

/** What pdf.js makes of a picture. `kind`: 1 = a bit a pixel, 2 = RGB, 3 = RGBA; stencils have none. */
type Decoded = {
  width: number;
  height: number;
  kind?: number;
  data?: Uint8Array | Uint8ClampedArray | string;
};
type Placed = { picture: Picture; isStencil: boolean; at: number[] };

/** Pixels a point that suffice to read: 220 a inch. */
const mostPerPoint = 220 / 72;

/** Where a picture lies on a page as it is shown, in points from the upper left corner. */
export type Area = { x0: number; x1: number; y0: number; y1: number };

/**
 * A page's pictures as one, as a person sees it; `share` is how much of the page they cover, 0 to 1. Null = it has none.
 * `wanted` says which of them are looked at; absent = all.
 */
export async function pictureOfPage(
  page: PdfPage,
  names: OpNames,
  wanted: (area: Area) => boolean = () => true,
): Promise<{ picture: Picture; share: number } | null> {
  const view = page.getViewport({ scale: 1 });
  const placed = (await placedOn(page, names, view.transform)).filter(({ at }) => wanted(areaOf(at)));
  if (placed.length === 0) return null;
  const area = Math.max(1, view.width * view.height);
  const perPoint = Math.min(mostPerPoint, Math.sqrt(parserLimits.scans.readPixels / area));
  const [width, height] = [
    Math.max(1, Math.round(view.width * perPoint)),
    Math.max(1, Math.round(view.height * perPoint)),
  ];
  const sheet: Picture = { width, height, data: new Uint8Array(width * height).fill(255) };
  let covered = 0;
  for (const one of placed)
    covered += draw(sheet, { ...one, at: multiply([perPoint, 0, 0, perPoint, 0, 0], one.at) });
  return { picture: sheet, share: Math.min(1, covered / (width * height)) };
}

function areaOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Area {
  const [xs, ys] = [
    [e, e + a, e + c, e + a + c],
    [f, f + b, f + d, f + b + d],
  ];
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
}

/** The pictures that a page draws, each with where its unit square lies. */
async function placedOn(page: PdfPage, names: OpNames, view: number[]): Promise<Placed[]> {
  const ops = await page.getOperatorList();
  const placed: Placed[] = [];
  const stack: number[][] = [];
  let at = view;
  let pixels = 0;
  for (const [index, op] of ops.fnArray.entries()) {
    const args = (ops.argsArray[index] ?? []) as unknown[];
    if (op === names['save']) stack.push(at);
    else if (op === names['restore']) at = stack.pop() ?? at;
    else if (op === names['transform']) at = multiply(at, args.map(Number));
    else if (op === names['paintFormXObjectBegin']) {
      stack.push(at);
      if (Array.isArray(args[0])) at = multiply(at, args[0].map(Number));
    } else if (op === names['paintFormXObjectEnd']) at = stack.pop() ?? at;
    else {
      const isStencil = op === names['paintImageMaskXObject'];
      if (!isStencil && op !== names['paintImageXObject'] && op !== names['paintInlineImageXObject'])
        continue;
      const decoded = await decodedOf(page, args[0]);
      if (decoded === null) continue;
      pixels += decoded.width * decoded.height;
      if (pixels > 4 * parserLimits.scans.filePixels) break;
      const picture = pictureOf(decoded, isStencil);
      if (picture !== null) placed.push({ picture, isStencil, at });
    }
  }
  return placed;
}

/** Large pictures are kept beside the page under a name. */
async function decodedOf(page: PdfPage, what: unknown): Promise<Decoded | null> {
  const decoded = typeof what === 'string' ? await stored(page, what) : (what as Decoded | null);
  if (decoded === null || typeof decoded?.data !== 'string') return decoded;
  const data = await stored(page, decoded.data);
  return data === null ? null : { ...decoded, ...data };
}

/** Resolves when the picture is decoded; null where it cannot be. */
function stored(page: PdfPage, name: string): Promise<Decoded | null> {
  const store = name.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => void store.get(name, resolve));
}

function pictureOf({ width, height, kind, data }: Decoded, isStencil: boolean): Picture | null {
  if (!(width > 0 && height > 0) || width * height > parserLimits.scans.pdfPixels) return null;
  if (data === undefined || typeof data === 'string') return null;
  const picture =
    isStencil || kind === 1
      ? greyOfBits(width, height, data, 0)
      : kind === 2
        ? greyOf(width, height, data, 3)
        : greyOf(width, height, data, 4);
  return shrink(picture, 2 * parserLimits.scans.readPixels);
}

/** Draws a picture where its unit square lies on the sheet; gives the number of pixels that it covers. */
function draw(sheet: Picture, { picture, isStencil, at }: Placed): number {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = at;
  const area = a * d - b * c;
  if (Math.abs(area) < 1) return 0;
  const perPixel = Math.sqrt((picture.width * picture.height) / Math.abs(area));
  const shadeAt = shades(reduced(picture, Math.floor(perPixel)));
  const [xs, ys] = [
    [e, e + a, e + c, e + a + c],
    [f, f + b, f + d, f + b + d],
  ];
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(sheet.width, Math.max(...xs))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(sheet.height, Math.max(...ys))];
  let covered = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const [px, py] = [x + 0.5 - e, y + 0.5 - f];
      const u = (d * px - c * py) / area;
      const v = (a * py - b * px) / area;
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      covered += 1;
      // A picture's first row is at the top of its square, where v is 1.
      const shade = shadeAt(u, 1 - v);
      const place = y * sheet.width + x;
      // A stencil paints its black and leaves the rest as it is.
      sheet.data[place] = isStencil ? Math.min(shade, sheet.data[place] ?? 255) : shade;
    }
  return covered;
}

/** The shade at a share of a picture's width and height, between the pixels around it. */
function shades({ width, height, data }: Picture): (across: number, down: number) => number {
  return (across, down) => {
    const x = Math.min(width - 1, Math.max(0, across * width - 0.5));
    const y = Math.min(height - 1, Math.max(0, down * height - 0.5));
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, below] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
    const [inX, inY] = [x - left, y - top];
    const upper = (data[top * width + left] ?? 255) * (1 - inX) + (data[top * width + right] ?? 255) * inX;
    const lower =
      (data[below * width + left] ?? 255) * (1 - inX) + (data[below * width + right] ?? 255) * inX;
    return upper * (1 - inY) + lower * inY;
  };
}
