import { joinLeftOut } from '../../../core/ports/left-out.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { findChrome } from './chrome.ts';
import { htmlDepth, readHtml } from './html-nodes.ts';
import { linesOf, mainOf, titleOf } from './html-parts.ts';
import type { Heading } from './labels.ts';
import { findPanels } from './panels.ts';
import { applyStyleSheets } from './style-sheet.ts';
import { walkNodes } from './walk.ts';

/** The share of a page's words that must be left where it says which part is the text, and where menus are told by names. */
const LEAST_OF_MAIN = 0.5;
const LEAST_BESIDE_CHROME = 0.25;

/** A page to one document with line numbers; its title is `<title>`, else the first heading. */
export function parseHtml(source: string): ParsedDocument | Rejected {
  const depth = htmlDepth(source);
  if (depth > parserLimits.htmlDepth) {
    return rejected(
      'unreadable',
      `The page nests ${depth} elements inside each other; the limit is ${parserLimits.htmlDepth}. Save it as text or PDF.`,
    );
  }
  const nodes = readHtml(source);
  applyStyleSheets(nodes, source);
  const placeOf = linesOf(source);
  const panels = findPanels(nodes, source);
  const whole = walkNodes(nodes, placeOf, panels);
  const main = mainOf(nodes);
  const around = main === null ? findChrome(nodes) : null;
  const inner =
    main !== null
      ? walkNodes([main], placeOf, panels)
      : around === null || around.size === 0
        ? whole
        : walkNodes(nodes, placeOf, { ...panels, around });
  // Menus and banners around the text are left out where the page says which part is the text, and is right.
  const least = main === null ? LEAST_BESIDE_CHROME : LEAST_OF_MAIN;
  const { builder, counts } = inner.builder.size() >= least * whole.builder.size() ? inner : whole;
  const leftOut = joinLeftOut([
    [
      { kind: 'struck-text', count: counts.struck },
      { kind: 'hidden-text', count: counts.hidden },
    ],
  ]);
  return {
    title: titleOf(nodes) ?? builder.firstHeading(),
    externalId: null,
    blocks: builder.finish(),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
}

/** A piece of HTML: its blocks without line numbers, and the heading that what comes behind it stands under again. */
export type HtmlPiece = { blocks: Block[]; struck: number; back: Heading | null };

/** The blocks of a piece of HTML, without line numbers. Deeper than the limit = none. */
export function htmlBlocks(html: string): Block[] {
  return readPiece(html, null).blocks;
}

/** As `htmlBlocks`, for a piece that stands below a heading. */
export function readPiece(html: string, under: Heading | null): HtmlPiece {
  if (htmlDepth(html) > parserLimits.htmlDepth) return { blocks: [], struck: 0, back: null };
  const nodes = readHtml(html);
  applyStyleSheets(nodes, html);
  const { builder, counts, back } = walkNodes(nodes, () => ({}), findPanels(nodes, html), under);
  return { blocks: builder.finish(), struck: counts.struck, back };
}
