import { getResolvedPDFJS } from 'unpdf';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { tidySource } from '../text/text-tidy.ts';
import { passwordProtected } from '../zip/zip-check.ts';
import { pdfBlocks } from './blocks.ts';
import { type BodyText, bodyText } from './body-text.ts';
import { knownWords } from './join-lines.ts';
import { tablePiece } from './layout/pieces.ts';
import { regionsOf } from './layout/regions.ts';
import { openPdf, type Pdf } from './open-pdf.ts';
import { addPageParts, type PagePart } from './page-parts.ts';
import { type ReadPage, readPage } from './read-page.ts';
import { dropRunning } from './running-lines.ts';
import { pdfTitle } from './title.ts';

/** What is drawn costs about as much time as the text: in files of more pages, only the text is read. */
const drawnPages = 1_000;

/** A PDF with text to one document with page numbers. Scans hold no text and are refused later as such. */
export async function parsePdf(bytes: Buffer): Promise<ParsedDocument | Rejected> {
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
    const parts = partsOf(pages);
    const builder = pdfBlocks(parts.parts, parts.body);
    const title = await pdfTitle(pdf, builder.firstHeading());
    const blocks = builder.finish();
    const empty = pages.filter(
      (page) => page.pieces.length + page.tables.length + page.notes.length === 0,
    ).length;
    return {
      title,
      externalId: null,
      blocks,
      ...(empty === 0 ? {} : { leftOut: [{ kind: 'pages-without-text', count: empty, of: pdf.numPages }] }),
    };
  } catch (error) {
    return refusal(error);
  } finally {
    await pdf.loadingTask.destroy();
  }
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

function partsOf(pages: readonly ReadPage[]): { parts: PagePart[]; body: BodyText } {
  const body = bodyText(pages.flatMap((page) => page.letters));
  const texts = dropRunning(
    pages.map((page) => page.pieces),
    body.size,
  );
  const known = knownWords(texts.flatMap((pieces) => pieces.map((piece) => piece.text)));
  const parts: PagePart[] = [];
  for (const [index, page] of pages.entries()) {
    const facts = { body, dots: page.dots, known };
    const regions = regionsOf([...(texts[index] ?? []), ...page.tables.map(tablePiece)], {
      size: body.size,
      fromRight: page.fromRight,
      rules: page.rules,
    });
    addPageParts(parts, regions, index + 1, facts);
    for (const aside of page.asides)
      addPageParts(parts, [{ kind: 'lines', lines: aside }], index + 1, { ...facts, dots: [] });
    for (const text of page.notes)
      parts.push({
        kind: 'text',
        text: tidySource(text),
        page: index + 1,
        size: 0,
        bold: false,
        x0: 0,
        marker: null,
        isApart: true,
        isFull: false,
        isParagraph: false,
        goesOn: false,
      });
  }
  return { parts, body };
}

function refusal(error: unknown): Rejected {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return passwordProtected();
  return rejected(
    'damaged',
    'The PDF is damaged or incomplete and cannot be read. Open it, save it again and upload that.',
  );
}
