import { parserLimits } from '../limits.ts';
import type { Block } from '../parsed.ts';
import { layOut } from '../pdf/lay-out.ts';
import { pageOfRuns } from '../pdf/read-page.ts';
import { openPictureFile } from './picture-files.ts';
import type { ScanSettings } from './scan-settings.ts';
import { createTextReader, type TextReader } from './text-reader.ts';
import { runsOf } from './word-runs.ts';

/** Pictures inside a document, read where text recognition is on. */
export type EmbeddedPictures = {
  /**
   * What is written in a picture of the package, marked as read from a scan. [] = nothing, or it was given before (a logo on
   * each page). Null = it is not read: recognition is off, or the picture is of another kind, too large or damaged.
   */
  read(name: string): Promise<Block[] | null>;
  close(): void;
};

/** `bytesOf` gives a picture of the package, or null. `scans` null = text recognition is off. */
export function createEmbeddedPictures(
  bytesOf: (name: string) => Promise<Buffer | null>,
  scans: ScanSettings | null,
): EmbeddedPictures {
  const known = new Set<string>();
  let reader: TextReader | null | undefined;
  let tried = 0;
  const recognized = async (name: string, { language, step }: ScanSettings): Promise<Block[] | null> => {
    const bytes = await bytesOf(name);
    if (bytes === null || tried >= parserLimits.scans.pages) return null;
    const picture = openPictureFile(bytes).picture(0);
    if ('kind' in picture) return null;
    const { width, height } = parserLimits.scans.leastPicture;
    if (picture.width < width || picture.height < height) return [];
    tried += 1;
    reader ??= await createTextReader(language);
    if (reader === null) return null;
    const blocks = layOut([pageOfRuns(runsOf(reader.read(picture)))]).finish();
    await step();
    return blocks.map(asPartOfText);
  };
  return {
    async read(name) {
      if (scans === null) return null;
      if (known.has(name)) return [];
      known.add(name);
      try {
        return await recognized(name, scans);
      } catch {
        // A picture that cannot be opened takes nothing from the text around it.
        return null;
      }
    },
    close: () => reader?.close(),
  };
}

/** Large letters of a picture head nothing of the document around it, which has no pages of the picture's own. */
function asPartOfText({ kind, text }: Block): Block {
  return { kind: kind === 'heading' ? 'paragraph' : kind, text, scan: true };
}
