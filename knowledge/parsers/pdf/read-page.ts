import { type Letters, lettersOf } from './body-text.ts';
import { filledIn } from './fields.ts';
import { type FramedTable, takeFramedTables } from './layout/grids.ts';
import { piecesOf } from './layout/pieces.ts';
import { fontStretch } from './layout/words.ts';
import { readsFromRight } from './line-text.ts';
import { boxesOf, dotsOf, type OpNames, rulesOf } from './marks.ts';
import type { PdfPage } from './open-pdf.ts';
import { type Run, readRuns } from './runs.ts';
import type { Box, Piece, Rules } from './shapes.ts';
import { withoutStruck } from './struck.ts';
import { takeTickBoxes } from './tick-boxes.ts';

/** All that is read of one page; the page itself can be let go then. */
export type ReadPage = {
  pieces: Piece[];
  /** Sizes, steps and boldness of the page's lines, those of its tables included. */
  letters: Letters[];
  /** Text across the page's own direction: margins, stamps. */
  asides: Piece[][];
  notes: string[];
  rules: Rules;
  tables: FramedTable[];
  dots: Box[];
  fromRight: boolean;
  /** Lines that strike words out. */
  struck: number;
};

/** Text, form values, notes and, with `names` of pdf.js's operations, what is drawn on a page; null = that is left aside. */
export async function readPage(page: PdfPage, names: OpNames | null): Promise<ReadPage> {
  const content = await page.getTextContent();
  const vertical = new Set(
    Object.entries(content.styles).flatMap(([font, style]) => (style.vertical ? [font] : [])),
  );
  const [main, ...others] = readRuns(content.items, vertical);
  const angle = main?.angle ?? 0;
  const filled = await filledIn(page, main?.runs ?? [], angle);
  const ops = names === null ? null : await page.getOperatorList();
  const fontOf = fontNames(page);
  const stretchOf = fontStretch(main?.runs ?? []);
  const named = [...(main?.runs ?? []), ...filled.runs].map((run) => ({
    ...run,
    font: fontOf(run.font),
    stretch: stretchOf(run.font),
  }));
  const isCode = codeFonts(named);
  const drawn = ops === null || names === null ? [] : boxesOf(ops, names, angle);
  const { ticks, rest: boxes } = takeTickBoxes(drawn, named);
  const { runs, struck } = withoutStruck(
    [...named, ...ticks].map((run) => ({ ...run, mono: isCode(run.font) })),
    boxes,
  );
  const fromRight = readsFromRight(runs);
  const pieces = piecesOf(runs);
  const { tables, rest } = takeFramedTables(pieces, boxes, fromRight);
  return {
    pieces: rest,
    letters: lettersOf(pieces),
    tables,
    // Slanted letters are a stamp over the page, not its text.
    asides: others.filter((group) => Math.abs(group.angle % 90) <= 4).map((group) => piecesOf(group.runs)),
    notes: filled.notes,
    rules: rulesOf(boxes),
    dots: dotsOf(boxes),
    fromRight,
    struck,
  };
}

/** Characters of text on a page. */
export function charsOf(page: ReadPage): number {
  const inTables = page.tables.flatMap(({ table }) => table.rows.flat()).join('').length;
  return page.pieces.reduce((sum, piece) => sum + piece.text.length, inTables + page.notes.join('').length);
}

/** A page that holds nothing but these runs, such as those that were read from a picture. */
export function pageOfRuns(runs: readonly Run[]): ReadPage {
  const pieces = piecesOf(runs);
  return {
    pieces,
    letters: lettersOf(pieces),
    asides: [],
    notes: [],
    rules: rulesOf([]),
    tables: [],
    dots: [],
    fromRight: readsFromRight(runs),
    struck: 0,
  };
}

/** Which fonts set code: those of one width, unless most of the page is set in them. */
function codeFonts(runs: readonly Run[]): (font: string) => boolean {
  const chars = (list: readonly Run[]): number => list.reduce((sum, run) => sum + run.text.length, 0);
  const mono = runs.filter((run) => oneWidth.test(run.font));
  return chars(mono) > 0.6 * chars(runs) ? () => false : (font) => oneWidth.test(font);
}

const oneWidth = /mono|courier|consol|menlo|cmtt|typewriter|inconsolata|source ?code|fira ?code/i;

/** The names that fonts have in the file say what is bold. */
function fontNames(page: PdfPage): (font: string) => string {
  const found = new Map<string, string>();
  return (font) => {
    const known = found.get(font);
    if (known !== undefined) return known;
    const loaded: unknown = page.commonObjs.has(font) ? page.commonObjs.get(font) : null;
    const name =
      typeof loaded === 'object' && loaded !== null && 'name' in loaded && typeof loaded.name === 'string'
        ? `${font} ${loaded.name}`
        : font;
    found.set(font, name);
    return name;
  };
}
