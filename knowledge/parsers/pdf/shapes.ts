import type { Run } from './runs.ts';

/** Part of a line without a wide gap: a line of a column, a cell of a table. `top` and `bottom` are its letters' reach. */
export type Piece = {
  text: string;
  runs: Run[];
  x0: number;
  x1: number;
  y: number;
  top: number;
  bottom: number;
  size: number;
  font: string;
  mono: boolean;
  /** A table that stands here whole; it has no runs. */
  table?: PdfTable;
};

/** Pieces on one baseline, from left to right. */
export type Row = { pieces: Piece[]; y: number; top: number; bottom: number };

/** An empty strip between two columns, from left to right. */
export type Gutter = { x0: number; x1: number };

/** A table of a page. `edges` are where its columns begin: a table that goes on elsewhere begins them at the same places. */
export type PdfTable = {
  header: string[] | null;
  rows: string[][];
  edges: number[];
  /** Names that are set in a font of their own are sure; those that only look like names are a guess. */
  sureHeader: boolean;
};

/** What a page draws beside text, in the coordinates of its text. */
export type Box = { x0: number; x1: number; y0: number; y1: number; filled: boolean };

/** The lines that divide a table, as far as a page draws them. */
export type Rules = {
  /** Whether lines across and down enclose these rows as a table. */
  isGrid(rows: readonly Row[]): boolean;
  /** Whether a row stands inside a frame that the page draws. */
  around(row: Row): boolean;
  /** The rows between two lines across, or null where such lines do not divide them all. */
  divide(rows: readonly Row[]): Row[][] | null;
};

/** A part of a page that is read from top to bottom: lines of one column, or a table. */
export type Region = { kind: 'lines'; lines: Piece[] } | { kind: 'table'; table: PdfTable };

/** What the cut has to know of the page beside its text. */
export type PageFacts = { size: number; fromRight: boolean; rules: Rules };
