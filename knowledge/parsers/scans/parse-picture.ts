import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { layOut } from '../pdf/lay-out.ts';
import { pageOfRuns, type ReadPage } from '../pdf/read-page.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { openPictureFile } from './picture-files.ts';
import { noLanguage, type ScanSettings } from './scan-settings.ts';
import { createTextReader } from './text-reader.ts';
import { runsOf } from './word-runs.ts';

/** A PNG, JPEG or TIFF as one document of what is written in it. `scans` null = text recognition is off. */
export async function parsePicture(
  bytes: Buffer,
  scans: ScanSettings | null,
): Promise<ParsedDocument | Rejected> {
  if (scans === null)
    return rejected(
      'no-text',
      'Pictures are not read as Docent is set up. Set DOCENT_OCR=eng to have their text recognized, and upload it again.',
    );
  const file = openPictureFile(bytes);
  const reader = await createTextReader(scans.language);
  if (reader === null) return noLanguage(scans.language);
  const pages: ReadPage[] = [];
  try {
    for (let at = 0; at < Math.min(file.count, parserLimits.scans.pages); at += 1) {
      const picture = file.picture(at);
      if ('kind' in picture) return picture;
      pages.push(pageOfRuns(runsOf(reader.read(picture))));
      await scans.step();
    }
  } finally {
    reader.close();
  }
  const builder = layOut(pages);
  const empty = pages.filter((page) => page.pieces.length === 0).length + file.count - pages.length;
  return {
    title: builder.firstHeading(),
    externalId: null,
    blocks: builder.finish().map((block) => ({ ...block, scan: true })),
    ...(empty === 0 ? {} : { leftOut: [{ kind: 'pages-without-text', count: empty, of: file.count }] }),
  };
}
