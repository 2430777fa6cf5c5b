import type { Gutter, PageFacts, Row } from '../shapes.ts';
import { columnOf, splitAt } from './columns.ts';
import { runsOn } from './grids.ts';
import { rowGroups } from './row-groups.ts';

/** Words a line, and the share of lines that go on from the one above, from which a column is running text. */
const prose = { words: 3, lines: 3, goesOn: 0.3, wordsAlone: 6 };

/** Whether rows with gutters in common are a table (read row by row) or columns of text (read one after the other). */
export function isTable(rows: readonly Row[], gutters: readonly Gutter[], facts: PageFacts): boolean {
  if (holdsOther(rows)) return false;
  if (facts.rules.isGrid(rows)) return !flowsThroughCells(rows, gutters, facts);
  const columns = splitAt(
    rows.flatMap((row) => row.pieces),
    gutters,
  );
  const texts = columns.map((column) => column.map((piece) => piece.text));
  if (texts.every((column) => column.length > 1 && column.every(isItem))) return false;
  const running = texts.filter(isProse).length;
  if (running >= 2) return alignedGroups(rows) >= 3;
  if (running === 1 && runsOnBesideOthers(rows, gutters) && alignedGroups(rows) < 3) return false;
  const first = (row: Row): boolean =>
    row.pieces[0] !== undefined && row.pieces[0].x1 <= (gutters[0]?.x0 ?? 0) + 0.1;
  const full = rows.filter((row) => row.pieces.length >= 2);
  const begun = rows.filter(first).length;
  // Lines of a column beside a table stand between its rows, not on them.
  return full.length >= 2 && full.filter(first).length >= 0.5 * begun;
}

/** Frames around lines do not make a table of sentences that run from one frame to the next below. */
function flowsThroughCells(rows: readonly Row[], gutters: readonly Gutter[], facts: PageFacts): boolean {
  const groups = facts.rules.divide(rows) ?? rows.map((row) => [row]);
  const flowing = Array.from({ length: gutters.length + 1 }, (_, column) =>
    runsOn(
      groups
        .map((group) =>
          group
            .flatMap((row) => row.pieces.filter((piece) => columnOf(piece, gutters) === column))
            .map((piece) => piece.text)
            .join(' '),
        )
        .filter((cell) => cell !== ''),
    ),
  );
  return flowing.filter(Boolean).length >= 2;
}

/** Gutters that a good part of the rows shows; other rows may have words of two cells in one run. */
export function shownGutters(rows: readonly Row[], gutters: readonly Gutter[]): Gutter[] {
  const enough = Math.max(2, 0.25 * rows.length);
  return gutters.filter((gutter) => rows.filter((row) => standsOnBothSides(row, gutter)).length >= enough);
}

/** Rows whose gutters are hardly wider than spaces: a table only where cells are short and rows do not read as sentences. */
export function isNarrowTable(rows: readonly Row[], gutters: readonly Gutter[]): boolean {
  if (rows.length < 3 || holdsOther(rows)) return false;
  const cells = rows.flatMap((row) => row.pieces.map((piece) => piece.text));
  const words = cells.reduce((sum, cell) => sum + wordsIn(cell), 0);
  const full = rows.filter((row) => row.pieces.length >= 2).length;
  const first = rows.flatMap((row) => row.pieces.filter((piece) => columnOf(piece, gutters) === 0));
  const texts = rows.map((row) => row.pieces.map((piece) => piece.text).join(' '));
  return (
    words <= 4 * cells.length &&
    full >= 0.6 * rows.length &&
    hasFigures(rows, gutters) &&
    !first.every((piece) => isMarker(piece.text)) &&
    !runsOn(texts) &&
    !(gutters.length === 1 && isProse(texts))
  );
}

/** Words this near to each other are cells only beside a column of figures: sentences have gaps below each other by chance. */
function hasFigures(rows: readonly Row[], gutters: readonly Gutter[]): boolean {
  const columns = splitAt(
    rows.flatMap((row) => row.pieces),
    gutters,
  );
  return columns
    .slice(1)
    .concat(columns.slice(0, 1))
    .some((column) => {
      const figures = column.filter((piece) =>
        /^[^\p{L}\d]{0,2}\d[\d.,:%/\s–-]*\p{L}{0,3}$/u.test(piece.text),
      );
      return (
        figures.length >= 2 && figures.length >= 0.6 * column.length && column.length >= 0.6 * rows.length
      );
    });
}

function standsOnBothSides(row: Row, gutter: Gutter): boolean {
  return (
    row.pieces.some((piece) => piece.x1 <= gutter.x0 + 0.1) &&
    row.pieces.some((piece) => piece.x0 >= gutter.x1 - 0.1)
  );
}

/** Tables that are read already, and lists of contents whose entries have dots before their numbers. */
function holdsOther(rows: readonly Row[]): boolean {
  const dotted = rows.filter((row) => row.pieces.some((piece) => / … ?\S*$/.test(piece.text)));
  return (
    dotted.length >= 0.5 * rows.length ||
    rows.some((row) => row.pieces.some((piece) => piece.table !== undefined))
  );
}

function isMarker(text: string): boolean {
  return /^(?:[•◦▪‣●○■–*-]|\(?(?:\d{1,3}|[a-z])[.)])$/.test(text.trim());
}

function isItem(text: string): boolean {
  return /^(?:[•◦▪‣●○■–*-]|\(?\d{1,3}[.)])\s/.test(text);
}

/** The gutters beside running text; all of them where no column is running text. */
export function guttersOfText(rows: readonly Row[], gutters: readonly Gutter[]): Gutter[] {
  const parts = splitAt(
    rows.flatMap((row) => row.pieces),
    gutters,
  );
  const texts = parts.map((part) => isProse(part.map((piece) => piece.text)));
  const beside = gutters.filter((_, index) => texts[index] === true || texts[index + 1] === true);
  return beside.length === 0 ? [...gutters] : beside;
}

function isProse(lines: readonly string[]): boolean {
  if (lines.length < prose.lines) return false;
  const words = lines.reduce((sum, line) => sum + wordsIn(line), 0) / lines.length;
  const goesOn = lines
    .slice(1)
    .filter((line, index) => /^\p{Ll}/u.test(line) || /[,\p{Ll}-]$/u.test(lines[index] ?? '')).length;
  return words >= prose.wordsAlone || (words >= prose.words && goesOn >= prose.goesOn * (lines.length - 1));
}

/** Text that goes on from line to line beside lines of another column is no cell: those would have a row of their own. */
function runsOnBesideOthers(rows: readonly Row[], gutters: readonly Gutter[]): boolean {
  return Array.from({ length: gutters.length + 1 }, (_, column) => column).some((column) => {
    const widths = rows.flatMap((row) =>
      row.pieces.filter((piece) => columnOf(piece, gutters) === column).map((piece) => piece.x1 - piece.x0),
    );
    // Running text fills its column; what describes the cell beside it is as long as it is.
    const full = widths.filter((width) => width >= 0.75 * Math.max(...widths));
    if (full.length < 0.7 * (widths.length - 1)) return false;
    let above = '';
    let goesOn = 0;
    let beside = 0;
    for (const row of rows) {
      const own = row.pieces.find((piece) => columnOf(piece, gutters) === column);
      if (own === undefined) continue;
      if (above !== '' && /^\p{Ll}/u.test(own.text) && !/[.!?:;]$/.test(above)) {
        goesOn += 1;
        if (row.pieces.length > 1) beside += 1;
      }
      above = own.text;
    }
    return goesOn >= 3 && beside >= 0.5 * goesOn;
  });
}

/** Scripts without spaces count three characters as a word. */
function wordsIn(line: string): number {
  const wide = line.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)?.length ?? 0;
  return line.split(/\s+/).length + wide / 3;
}

/** How many blocks of rows, parted by blanks over the whole width, begin in two columns at once. */
function alignedGroups(rows: readonly Row[]): number {
  const groups = rowGroups(rows);
  return groups.every((group) => (group[0]?.pieces.length ?? 0) >= 2) ? groups.length : 0;
}
