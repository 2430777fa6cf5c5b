import { getDocumentProxy } from 'unpdf';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { pdfBlocks } from './pdf-blocks.ts';
import { dropRunningLines, type PdfLine, pdfLines } from './pdf-lines.ts';
import { type Rejected, rejected } from './rejected.ts';
import { squeeze, tidySource } from './text-tidy.ts';
import { passwordProtected } from './zip-check.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

const errorsOnly = 0;

/** A PDF with text to one document with page numbers. Scans hold no text and are refused later as such. */
export async function parsePdf(bytes: Buffer): Promise<ParsedDocument | Rejected> {
  let pdf: Pdf;
  try {
    pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: errorsOnly });
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
    const pages: PdfLine[][] = [];
    let chars = 0;
    for (let number = 1; number <= pdf.numPages && chars <= parserLimits.textChars; number += 1) {
      const page = await pdf.getPage(number);
      const lines = pdfLines((await page.getTextContent()).items).map(tidyLine);
      page.cleanup();
      chars += lines.reduce((sum, line) => sum + line.text.length, 0);
      pages.push(lines.filter((line) => line.text !== ''));
    }
    const builder = pdfBlocks(dropRunningLines(pages));
    const title = (await storedTitle(pdf)) ?? builder.firstHeading();
    return { title, externalId: null, blocks: builder.finish() };
  } catch (error) {
    return refusal(error);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function tidyLine(line: PdfLine): PdfLine {
  return { ...line, text: tidySource(line.text) };
}

/** The title in the file's properties, unless a program wrote its own file name there. */
async function storedTitle(pdf: Pdf): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const stored: unknown = 'Title' in info ? info.Title : null;
  const title = typeof stored === 'string' ? squeeze(tidySource(stored)) : '';
  return title === '' || /^untitled|^microsoft \w+ - |\.(?:docx?|pptx?|xlsx?|indd|pdf|tex|odt)$/i.test(title)
    ? null
    : title;
}

function refusal(error: unknown): Rejected {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return passwordProtected();
  return rejected(
    'damaged',
    'The PDF is damaged or incomplete and cannot be read. Open it, save it again and upload that.',
  );
}
