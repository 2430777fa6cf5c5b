import { getResolvedPDFJS } from 'unpdf';
import { parserLimits } from '../limits.ts';
import type { OpNames } from '../pdf/marks.ts';
import type { PdfPage } from '../pdf/open-pdf.ts';
import { charsOf, pageOfRuns, type ReadPage } from '../pdf/read-page.ts';
import type { Rejected } from '../rejected.ts';
import { openWithPictures } from './open-with-pictures.ts';
import { type Area, pictureOfPage } from './page-picture.ts';
import { noLanguage, type ScanSettings } from './scan-settings.ts';
import { createTextReader, type TextReader } from './text-reader.ts';
import { runsOf } from './word-runs.ts';

/** A page with some text is taken for a scan with a stamp where pictures cover this share of it. */
const mostlyPicture = 0.5;
/** Pictures beside text that are read: at least so large, in points, and at most so much of the page. */
const beside = { width: 60, height: 24, share: 0.6 };

/**
 * What was read from pictures of a PDF. `scanned`: pages, from 1, whose text it is. `beside`: what pictures say that stand
 * between the text of a page.
 */
export type ScannedPages = { scanned: Set<number>; beside: Map<number, ReadPage> };

/**
 * Reads pages whose text is in pictures, and puts what it read in their places in `pages`; with `hasPictures` also pictures
 * between the text of other pages. At most `parserLimits.scans.pages` are tried.
 */
export async function readScannedPages(
  bytes: Buffer,
  pages: ReadPage[],
  hasPictures: boolean,
  { language, step }: ScanSettings,
): Promise<ScannedPages | Rejected> {
  const reader = await createTextReader(language);
  if (reader === null) return noLanguage(language);
  const { OPS } = await getResolvedPDFJS();
  const result: ScannedPages = { scanned: new Set(), beside: new Map() };
  const pdf = await openWithPictures(bytes);
  try {
    let tried = 0;
    let looked = 0;
    for (const [at, known] of pages.entries()) {
      const isText = charsOf(known) >= parserLimits.scans.stampChars;
      if (isText && !hasPictures) continue;
      if (tried >= parserLimits.scans.pages) break;
      if (isText) looked += 1;
      if (looked > parserLimits.scans.lookedAt) continue;
      const page = await pdf.getPage(at + 1);
      const found = isText
        ? await readBeside(page, OPS, known, { reader, step })
        : await readWhole(page, OPS, known, { reader, step });
      page.cleanup();
      if (found === null) {
        if (isText) await step();
        continue;
      }
      tried += 1;
      if (isText) {
        if (charsOf(found) > 0) result.beside.set(at + 1, found);
      } else if (charsOf(found) > charsOf(known)) {
        pages[at] = { ...found, notes: known.notes };
        result.scanned.add(at + 1);
      }
      await step();
    }
  } finally {
    reader.close();
    await pdf.loadingTask.destroy();
  }
  return result;
}

type Reading = { reader: TextReader; step: ScanSettings['step'] };

async function readWhole(
  page: PdfPage,
  names: OpNames,
  known: ReadPage,
  { reader, step }: Reading,
): Promise<ReadPage | null> {
  const found = await pictureOfPage(page, names);
  if (found === null || (charsOf(known) > 0 && found.share < mostlyPicture)) return null;
  // To open a large picture and to read it may each take a good part of the time that a step gives.
  await step();
  return pageOfRuns(runsOf(reader.read(found.picture)));
}

/** A picture under the text is a scan whose text the file has, or a ground. */
async function readBeside(
  page: PdfPage,
  names: OpNames,
  known: ReadPage,
  { reader, step }: Reading,
): Promise<ReadPage | null> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [, , , d = -1, , f = height] = transform;
  // Pages that are shown turned are left aside: their text was turned the other way.
  if (transform[1] !== 0) return null;
  const [x, y] = [transform[4] ?? 0, (value: number) => d * value + f];
  const isUnderText = (area: Area): boolean =>
    known.pieces.some((piece) => {
      const [across, down] = [(piece.x0 + piece.x1) / 2 + x, y((piece.top + piece.bottom) / 2)];
      return across > area.x0 && across < area.x1 && down > area.y0 && down < area.y1;
    });
  const found = await pictureOfPage(page, names, (area) => {
    const [wide, high] = [area.x1 - area.x0, area.y1 - area.y0];
    if (wide < beside.width || high < beside.height || wide * high > beside.share * width * height)
      return false;
    return !isUnderText(area);
  });
  if (found === null) return null;
  await step();
  return pageOfRuns(runsOf(reader.read(found.picture)));
}
