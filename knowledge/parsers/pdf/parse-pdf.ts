import { getResolvedPDFJS } from 'unpdf';
import { joinLeftOut } from '../../../core/ports/left-out.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { countPdfPictures } from '../scans/pdf-pictures.ts';
import type { ScanSettings } from '../scans/scan-settings.ts';
import type { ScannedPages } from '../scans/scanned-pages.ts';
import { passwordProtected } from '../zip/zip-check.ts';
import { layOut } from './lay-out.ts';
import { openPdf, type Pdf } from './open-pdf.ts';
import { charsOf, type ReadPage, readPage } from './read-page.ts';
import { pdfTitle } from './title.ts';

/** What is drawn costs about as much time as the text: in files of more pages, only the text is read. */
const drawnPages = 1_000;

const nothing: ScannedPages = { scanned: new Set(), beside: new Map() };

/** A PDF to one document with page numbers. Pages without text are read as scans where `scans` says so, else counted. */
export async function parsePdf(
  bytes: Buffer,
  scans: ScanSettings | null = null,
): Promise<ParsedDocument | Rejected> {
  let pdf: Pdf;
  try {
    pdf = await openPdf(bytes);
  } catch (error) {
    return refusal(error);
  }
  try {
    if (pdf.numPages > parserLimits.pdfPages) {
      return rejected(
        'too-large',
        `The PDF has ${pdf.numPages} pages; the limit is ${parserLimits.pdfPages}. Divide it.`,
      );
    }
    const pages = await readPages(pdf);
    const pictures = countPdfPictures(bytes);
    const read = scans === null ? nothing : await readScans(bytes, pages, pictures > 0, scans);
    const isRefused = 'kind' in read;
    // Where there is text, pages that cannot be read as scans are left out, as they are without text recognition.
    if (isRefused && pages.every(isEmpty)) return read;
    const { scanned, beside } = isRefused ? nothing : read;
    const builder = layOut(pages);
    const title = await pdfTitle(pdf, builder.firstHeading());
    const empty = pages.filter(isEmpty).length;
    const struck = pages.reduce((sum, page) => sum + page.struck, 0);
    const leftOut = joinLeftOut([
      [
        { kind: 'pages-without-text', count: empty, of: pdf.numPages },
        { kind: 'struck-text', count: struck },
        { kind: 'pictures', count: scans === null || isRefused ? pictures : 0 },
      ],
    ]);
    return {
      title,
      externalId: null,
      blocks: withPictures(
        builder.finish().map((block) => (scanned.has(block.page ?? 0) ? { ...block, scan: true } : block)),
        beside,
      ),
      ...(leftOut.length === 0 ? {} : { leftOut }),
    };
  } catch (error) {
    return refusal(error);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** What pictures say stands behind the text of their page. */
function withPictures(blocks: Block[], beside: ReadonlyMap<number, ReadPage>): Block[] {
  if (beside.size === 0) return blocks;
  const result: Block[] = [];
  const waiting = new Map(beside);
  const give = (before: number): void => {
    for (const [page, read] of waiting) {
      if (page >= before) continue;
      waiting.delete(page);
      for (const { kind, text } of layOut([read]).finish())
        result.push({ kind: kind === 'heading' ? 'paragraph' : kind, text, page, scan: true });
    }
  };
  for (const block of blocks) {
    give(block.page ?? 0);
    result.push(block);
  }
  give(Number.POSITIVE_INFINITY);
  return result;
}

function isEmpty(page: ReadPage): boolean {
  return page.pieces.length + page.tables.length + page.notes.length === 0;
}

async function readScans(
  bytes: Buffer,
  pages: ReadPage[],
  hasPictures: boolean,
  scans: ScanSettings,
): Promise<ScannedPages | Rejected> {
  if (!hasPictures && !pages.some((page) => charsOf(page) < parserLimits.scans.stampChars)) return nothing;
  const { readScannedPages } = await import('../scans/scanned-pages.ts');
  return readScannedPages(bytes, pages, hasPictures, scans);
}

async function readPages(pdf: Pdf): Promise<ReadPage[]> {
  const { OPS } = await getResolvedPDFJS();
  const pages: ReadPage[] = [];
  let chars = 0;
  for (let number = 1; number <= pdf.numPages && chars <= parserLimits.textChars; number += 1) {
    const page = await pdf.getPage(number);
    const read = await readPage(page, pdf.numPages > drawnPages ? null : OPS);
    page.cleanup();
    chars += read.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    pages.push(read);
  }
  return pages;
}

function refusal(error: unknown): Rejected {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return passwordProtected();
  return rejected(
    'damaged',
    'The PDF is damaged or incomplete and cannot be read. Open it, save it again and upload that.',
  );
}
