import type { PassagePart } from '../../core/ports/library.ts';
import type { Place } from '../../core/types.ts';
import { writeParts } from '../documents/passage-parts.ts';
import type { Block, ParsedDocument } from '../parsers/parsed.ts';
import { type Piece, piecesOf, textSize } from './passage-pieces.ts';

/** A passage before the store gives it an id. `headings` is the breadcrumb without the document's title, `parts` what its text is made of. */
export type SplitPassage = { headings: string[]; text: string; place: Place; parts: string };

export type SplitOptions = {
  /** About this many words a passage: a reader's paragraph or two. */
  targetWords?: number;
  /** Code and tables are kept whole up to this many. */
  mostWords?: number;
  /** Sections of fewer words go together with their neighbours under the same parent. */
  fewWords?: number;
  /** What is beyond is dropped: a bound on what one upload can cost. */
  maxPassages?: number;
};

/** Sizes from the retrieval reference: ~200 words found best, bound per document from the poison-input list. */
const DEFAULTS = { targetWords: 200, mostWords: 320, fewWords: 30, maxPassages: 20_000 } as const;

type Section = { headings: string[]; blocks: Block[] };
type Draft = { headings: string[]; pieces: Piece[]; size: number };

/**
 * Cuts a document into passages along its headings. A passage never spans two sections, unless they are tiny
 * siblings; a long section is cut between blocks, a long block between sentences, rows or lines, never inside a
 * word. Every word of the document is in a passage or in a breadcrumb.
 */
export function splitIntoPassages(document: ParsedDocument, options: SplitOptions = {}): SplitPassage[] {
  const sizes = { ...DEFAULTS, ...options };
  const sections = sectionsOf(document);
  const drafts: Draft[] = [];
  for (const section of sections) {
    if (drafts.length > sizes.maxPassages * 2) break;
    drafts.push(...packed(section, sizes));
  }
  const passages = joinTiny(drafts, sizes).slice(0, sizes.maxPassages).map(passageOf);
  return passages.length > 0 ? passages : headingsAlone(document);
}

function sectionsOf({ title, blocks }: ParsedDocument): Section[] {
  const sections: Section[] = [];
  const open: { level: number; text: string }[] = [];
  let current: Section | null = null;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      while ((open.at(-1)?.level ?? 0) >= level) open.pop();
      open.push({ level, text: block.text });
      current = null;
      continue;
    }
    // A page or slide is a place that people turn to: a passage stays within one.
    if (current === null || turnsPage(current.blocks.at(-1), block)) {
      const headings = open.map((heading) => heading.text);
      // The title is shown beside the breadcrumb: once is enough.
      current = { headings: headings[0] === title ? headings.slice(1) : headings, blocks: [] };
      sections.push(current);
    }
    current.blocks.push(block);
  }
  return sections;
}

function turnsPage(before: { page?: number } | undefined, after: { page?: number } | undefined): boolean {
  return before?.page !== undefined && after?.page !== undefined && before.page !== after.page;
}

/** Fills passages with a section's pieces, in order, each as near to the target as it gets. */
function packed(section: Section, sizes: Required<SplitOptions>): Draft[] {
  const drafts: Draft[] = [];
  let draft: Draft | null = null;
  for (const piece of section.blocks.flatMap((block) => piecesOf(block, sizes))) {
    const fits =
      draft !== null && (draft.size + piece.size <= sizes.targetWords || introduces(draft, piece, sizes));
    if (draft === null || !fits) {
      draft = { headings: section.headings, pieces: [], size: 0 };
      drafts.push(draft);
    }
    draft.pieces.push(piece);
    draft.size += piece.size;
  }
  return evened(drafts, sizes);
}

/** "Run this:" stays with what it announces. */
function introduces(draft: Draft, piece: Piece, sizes: Required<SplitOptions>): boolean {
  return /:\s*$/.test(draft.pieces.at(-1)?.text ?? '') && draft.size + piece.size <= sizes.mostWords;
}

/** A last passage of a few words goes back to the one before it, where that stays in bounds. */
function evened(drafts: Draft[], sizes: Required<SplitOptions>): Draft[] {
  const last = drafts.at(-1);
  const before = drafts.at(-2);
  if (last === undefined || before === undefined) return drafts;
  if (last.size >= sizes.fewWords || last.size + before.size > sizes.mostWords) return drafts;
  before.pieces.push(...last.pieces);
  before.size += last.size;
  return drafts.slice(0, -1);
}

/**
 * Puts tiny sections together with the next ones under the same parent; their headings become lines of the text.
 * A heading that asks a question stays alone: it is the best clue to its answer.
 */
function joinTiny(drafts: Draft[], sizes: Required<SplitOptions>): Draft[] {
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const last = joined.at(-1);
    if (last !== undefined && mayJoin(last, draft, sizes)) {
      joined[joined.length - 1] = {
        headings: draft.headings.slice(0, -1),
        pieces: [
          ...withHeading(last, draft.headings.length - 1),
          ...withHeading(draft, draft.headings.length - 1),
        ],
        size: last.size + draft.size,
      };
    } else joined.push(draft);
  }
  return joined;
}

function mayJoin(last: Draft, draft: Draft, sizes: Required<SplitOptions>): boolean {
  if (turnsPage(last.pieces.at(-1)?.place, draft.pieces[0]?.place)) return false;
  const depth = draft.headings.length - 1;
  if (depth < 0 || last.headings.length < depth || last.headings.length > depth + 1) return false;
  if (draft.headings.slice(0, depth).some((heading, at) => last.headings[at] !== heading)) return false;
  // A section of some length keeps its heading, which finds it, to itself.
  if (last.size + draft.size > sizes.targetWords / 2) return false;
  const asks = (one: Draft): boolean => one.headings.at(-1)?.trimEnd().endsWith('?') ?? false;
  if (asks(draft) || (last.headings.length > depth && asks(last))) return false;
  // Two parts of one section were cut apart for size: no reason to join them again.
  if (last.headings[depth] === draft.headings[depth]) return false;
  return last.size < sizes.fewWords || draft.size < sizes.fewWords;
}

function withHeading(draft: Draft, depth: number): Piece[] {
  const heading = draft.headings[depth];
  if (heading === undefined) return draft.pieces;
  return [
    { kind: 'heading', text: heading, size: textSize(heading), place: {}, glue: '\n\n' },
    ...headed(draft.pieces),
  ];
}

function headed(pieces: Piece[]): Piece[] {
  return pieces.map((piece, at) => (at === 0 ? { ...piece, glue: '\n' } : piece));
}

function passageOf({ headings, pieces }: Draft): SplitPassage {
  let text = '';
  const parts: PassagePart[] = [];
  for (const { kind, glue, text: own } of pieces) {
    text += text === '' ? own : glue + own;
    parts.push({ kind, start: text.length - own.length, end: text.length });
  }
  return { headings, text, place: placeOf(pieces), parts: writeParts(parts) };
}

function placeOf(pieces: Piece[]): Place {
  const starts = pieces.flatMap(({ place }) => place.startLine ?? []);
  const ends = pieces.flatMap(({ place }) => place.endLine ?? []);
  const page = pieces.find(({ place }) => place.page !== undefined)?.place.page;
  return {
    ...(starts.length > 0 ? { startLine: Math.min(...starts) } : {}),
    ...(ends.length > 0 ? { endLine: Math.max(...ends) } : {}),
    ...(page === undefined ? {} : { page }),
    ...(pieces.some(({ place }) => place.scan === true) ? { scan: true as const } : {}),
  };
}

/** A document of headings only (an outline, a slide deck of titles) is one passage of them. */
function headingsAlone({ blocks }: ParsedDocument): SplitPassage[] {
  const pieces = blocks.map(
    ({ text, ...rest }): Piece => ({ kind: rest.kind, text, size: 0, place: blockPlace(rest), glue: '\n' }),
  );
  return pieces.length === 0 ? [] : [passageOf({ headings: [], pieces: pieces.slice(0, 200), size: 0 })];
}

function blockPlace({ startLine, endLine, page, scan }: Omit<Block, 'text'>): Place {
  return {
    ...(startLine === undefined ? {} : { startLine }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(page === undefined ? {} : { page }),
    ...(scan === undefined ? {} : { scan }),
  };
}
