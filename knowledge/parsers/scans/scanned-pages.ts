import { getResolvedPDFJS } from 'unpdf';
import { parserLimits } from '../limits.ts';
import { charsOf, pageOfRuns, type ReadPage } from '../pdf/read-page.ts';
import type { Rejected } from '../rejected.ts';
import { openWithPictures } from './open-with-pictures.ts';
import { pictureOfPage } from './page-picture.ts';
import { noLanguage, type ScanSettings } from './scan-settings.ts';
import { createTextReader } from './text-reader.ts';
import { runsOf } from './word-runs.ts';

/** A page with some text is taken for a scan with a stamp where pictures cover this share of it. */
const mostlyPicture = 0.5;

/**
 * Reads pages whose text is in pictures, and puts what it read in their places in `pages`. Gives the numbers of
 * those pages, from 1. At most `parserLimits.scans.pages` are tried.
 */
export async function readScannedPages(
  bytes: Buffer,
  pages: ReadPage[],
  { language, step }: ScanSettings,
): Promise<Set<number> | Rejected> {
  const reader = await createTextReader(language);
  if (reader === null) return noLanguage(language);
  const { OPS } = await getResolvedPDFJS();
  const scanned = new Set<number>();
  const pdf = await openWithPictures(bytes);
  try {
    let tried = 0;
    for (const [at, known] of pages.entries()) {
      const chars = charsOf(known);
      if (chars >= parserLimits.scans.stampChars) continue;
      if (tried >= parserLimits.scans.pages) break;
      const page = await pdf.getPage(at + 1);
      const found = await pictureOfPage(page, OPS);
      page.cleanup();
      if (found === null || (chars > 0 && found.share < mostlyPicture)) continue;
      tried += 1;
      const read = pageOfRuns(runsOf(reader.read(found.picture)));
      if (charsOf(read) > chars) {
        pages[at] = { ...read, notes: known.notes };
        scanned.add(at + 1);
      }
      await step();
    }
  } finally {
    reader.close();
    await pdf.loadingTask.destroy();
  }
  return scanned;
}
