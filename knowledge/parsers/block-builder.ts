import { parserLimits } from './limits.ts';
import { type ListItem, listLines } from './lists/nested.ts';
import { withBoxStates } from './marks/checkbox.ts';
import { withChecklists } from './marks/checklist.ts';
import type { Block } from './parsed.ts';
import { tableChunks } from './tables/table-text.ts';
import { cutText, squeeze, squeezeLines } from './text/text-tidy.ts';

/** Where a block stands in its file. */
export type Place = Pick<Block, 'startLine' | 'endLine' | 'page'>;

/** Collects the blocks of one document in reading order; empty ones are dropped, huge ones divided. */
export type BlockBuilder = {
  heading(level: number, text: string, place: Place): void;
  paragraph(text: string, place: Place): void;
  /** A list's line: `marker` null continues the item before. `depth` 0 is the outermost list. */
  item(text: string, depth: number, marker: string | null, place: Place): void;
  endList(): void;
  code(text: string, place: Place): void;
  /** `rowPlaces`: the place of each row, where rows have one of their own. */
  table(header: string[] | null, rows: string[][], place: Place, rowPlaces?: Place[]): void;
  /** Blocks that another parser made. */
  add(blocks: Block[], place: Place): void;
  /** Characters so far. */
  size(): number;
  firstHeading(): string | null;
  finish(): Block[];
};

/** Makes an empty `BlockBuilder`. */
export function createBlockBuilder(): BlockBuilder {
  const blocks: Block[] = [];
  let size = 0;
  let firstHeading: string | null = null;
  let list: { items: ListItem[]; chars: number; place: Place } | null = null;
  let above: string[] = [];

  const push = (kind: Block['kind'], text: string, place: Place, level?: number): void => {
    if (text.trim() === '') return;
    for (const piece of cutText(text, parserLimits.block.text)) {
      size += piece.length;
      blocks.push({ kind, text: piece, ...(level === undefined ? {} : { level }), ...place });
    }
  };
  const flushList = (): void => {
    if (list === null) return;
    const { items, place } = list;
    list = null;
    push('list', listLines(items, above).join('\n'), place);
  };
  const flush = (): void => {
    flushList();
    above = [];
  };

  return {
    heading(level, text, place) {
      flush();
      const line = squeeze(text);
      if (line === '') return;
      firstHeading ??= line;
      push('heading', line, place, Math.min(6, Math.max(1, level)));
    },
    paragraph(text, place) {
      flush();
      push('paragraph', squeezeLines(text), place);
    },
    item(text, depth, marker, place) {
      const line = squeezeLines(text);
      if (line === '') return;
      const { list: soft } = parserLimits.block;
      if (list !== null && list.chars + line.length > (depth === 0 && marker !== null ? soft : 2 * soft))
        flushList();
      list ??= { items: [], chars: 0, place: {} };
      list.items.push({ depth, marker, text: line });
      list.chars += line.length;
      list.place = span(list.place, place);
    },
    endList: flush,
    code(text, place) {
      flush();
      push('code', text.replace(/^\n+|\s+$/g, ''), place);
    },
    table(header, rows, place, rowPlaces) {
      flush();
      for (const chunk of tableChunks(header, rows)) {
        const first = rowPlaces?.[chunk.firstRow] ?? place;
        push('table', chunk.text, span(first, rowPlaces?.[chunk.lastRow] ?? place));
      }
    },
    add(more, place) {
      flush();
      for (const block of more) {
        if (block.kind === 'heading') firstHeading ??= block.text;
        const { kind, text, level, ...own } = block;
        push(kind, text, { ...own, ...place }, level);
      }
    },
    size: () => size,
    firstHeading: () => firstHeading,
    finish() {
      flush();
      return withChecklists(withBoxStates(blocks));
    },
  };
}

/** From the start of one place to the end of the other. */
function span(from: Place, to: Place): Place {
  return { ...to, ...from, ...(to.endLine === undefined ? {} : { endLine: to.endLine }) };
}
