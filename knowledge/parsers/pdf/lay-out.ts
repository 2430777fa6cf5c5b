import type { BlockBuilder } from '../block-builder.ts';
import { tidySource } from '../text/text-tidy.ts';
import { pdfBlocks } from './blocks.ts';
import { type BodyText, bodyText } from './body-text.ts';
import { knownWords } from './join-lines.ts';
import { tablePiece } from './layout/pieces.ts';
import { regionsOf } from './layout/regions.ts';
import { addPageParts, type PagePart } from './page-parts.ts';
import type { ReadPage } from './read-page.ts';
import { dropRunning } from './running-lines.ts';

/** All pages of a document as blocks: running heads are dropped, columns and tables told apart, sentences joined. */
export function layOut(pages: readonly ReadPage[]): BlockBuilder {
  const { parts, body } = partsOf(pages);
  return pdfBlocks(parts, body);
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
