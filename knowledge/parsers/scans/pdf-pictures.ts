import { parserLimits } from '../limits.ts';

/** A picture of more pixels on both sides than this, and of the shape of A4, Letter or Legal, is the scan of a page. */
const pageScan = { pixels: 1_000, ratios: [Math.SQRT2, 11 / 8.5, 14 / 8.5], apart: 0.03 };

/**
 * How many pictures the file of a PDF holds that a person would notice, by their own entries: pages that were scanned, icons
 * and the masks of other pictures are none. The same picture on many pages counts once.
 */
export function countPdfPictures(bytes: Buffer): number {
  const source = bytes.toString('latin1');
  const masks = new Set([...source.matchAll(/\/S?Mask\s+(\d+)\s/g)].map(([, number]) => number));
  const { width, height } = parserLimits.scans.leastPicture;
  let count = 0;
  for (const { index } of source.matchAll(/\/Subtype\s*\/Image\b/g)) {
    const from = source.lastIndexOf(' obj', index);
    const to = source.indexOf('stream', index);
    if (from < 0 || to < 0 || index - from > 2_000 || to - index > 2_000) continue;
    const entry = source.slice(from, to);
    const number = /(\d+)\s+\d+$/.exec(source.slice(Math.max(0, from - 20), from))?.[1];
    const wide = Number(/\/Width\s+(\d+)/.exec(entry)?.[1] ?? 0);
    const high = Number(/\/Height\s+(\d+)/.exec(entry)?.[1] ?? 0);
    if (masks.has(number) || wide < width || high < height) continue;
    const ratio = Math.max(wide, high) / Math.min(wide, high);
    const isPage = pageScan.ratios.some((each) => Math.abs(ratio - each) <= pageScan.apart);
    if (isPage && Math.min(wide, high) >= pageScan.pixels) continue;
    count += 1;
  }
  return count;
}
