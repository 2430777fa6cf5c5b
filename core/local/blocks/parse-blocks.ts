import type { ScoredPassage } from '../../types.ts';
import type { Block, BlockKind, Part } from './block.ts';
import { partsOf } from './parts.ts';
import { announces, type Unit, unitsOf } from './units.ts';

/** So many notes or commands may stand between two numbered steps. */
const MOST_BETWEEN = 4;

/**
 * A passage as blocks, in reading order: paragraphs, lists and steps whole with what announces them, tables, code.
 * Headings, labels and questions are no blocks; they are kept with what stands under them. A list that the passage's end
 * cuts goes on in `following`.
 */
export function parseBlocks(passage: ScoredPassage, index: number): Block[] {
  const blocks = blocksOf(passage, index);
  const last = blocks.at(-1);
  if (last === undefined || passage.following === undefined) return blocks;
  const next = blocksOf({ ...passage, text: passage.following, sentences: [] }, index)[0];
  if (next === undefined || next.heading !== null || !goesOn(last, next)) return blocks;
  const more = [...next.lead, ...next.parts].map((part) => ({ ...part, start: null }));
  const isLeadAlone = last.parts.length === 0;
  blocks[blocks.length - 1] = {
    ...last,
    kind: isLeadAlone ? next.kind : last.kind,
    parts: [...last.parts, ...more],
    cut: false,
  };
  return blocks;
}

/** Whether a block of the next passage belongs to the last one of this. */
function goesOn(last: Block, next: Block): boolean {
  if (last.parts.length === 0) return true;
  return last.kind === next.kind && last.kind !== 'prose' && last.kind !== 'code' && next.lead.length === 0;
}

type State = Pick<Block, 'heading' | 'label' | 'headingShare'>;

function blocksOf(passage: ScoredPassage, index: number): Block[] {
  const units = unitsOf(passage.text);
  const blocks: Block[] = [];
  let above: State = { heading: null, label: null, headingShare: 0 };
  let lead: Part[] = [];
  const push = (kind: BlockKind, parts: Part[], cut = false): void => {
    if (parts.length === 0 && lead.length === 0) return;
    const before = blocks.at(-1);
    const first = before === undefined || before.heading !== above.heading || before.label !== above.label;
    blocks.push({ kind, passage: index, at: blocks.length, ...above, first, lead, parts, cut });
    lead = [];
  };
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] as Unit;
    const own = partsOf(passage, unit);
    const text = passage.text.slice(unit.start, unit.end);
    switch (unit.kind) {
      case 'picture':
        break;
      case 'heading':
      case 'question':
      case 'label': {
        if (lead.length > 0) push('prose', lead.splice(0, lead.length - 1));
        const headingShare = own.reduce((sum, { share }) => sum + share, 0);
        above =
          unit.kind === 'label'
            ? { ...above, label: text, headingShare }
            : { heading: text, label: null, headingShare };
        break;
      }
      case 'prose': {
        const before = blocks.at(-1);
        // An address on a line of its own ends what stands before it: "… can be found at".
        if (/^https?:\S+$/.test(text) && lead.length === 0 && before?.kind === 'prose') {
          before.parts = [...before.parts, ...own];
          break;
        }
        if (announces(text) && units[at + 1]?.kind !== 'heading') lead = [...lead, ...own];
        else push('prose', own);
        break;
      }
      case 'record':
        push('record', own);
        break;
      case 'code':
      case 'row': {
        const end = runEnd(units, at, ({ kind }) => kind === unit.kind);
        const parts = units.slice(at, end).flatMap((one) => partsOf(passage, one));
        push(unit.kind === 'row' ? 'table' : 'code', parts, end === units.length);
        at = end - 1;
        break;
      }
      case 'item': {
        const end = listEnd(units, at);
        const parts = units.slice(at, end).flatMap((one) => partsOf(passage, one, true));
        push(isNumbered(unit) ? 'steps' : 'list', parts, end === units.length);
        at = end - 1;
        break;
      }
    }
  }
  if (lead.length > 0) push('prose', lead.splice(0, lead.length - 1), true);
  return blocks;
}

function runEnd(units: readonly Unit[], from: number, belongs: (unit: Unit) => boolean): number {
  let end = from;
  while (end < units.length && belongs(units[end] as Unit)) end++;
  return end;
}

/** Behind the last item: a numbered list goes on behind notes, pictures and commands, as long as its numbers do. */
function listEnd(units: readonly Unit[], from: number): number {
  let end = from;
  let number = numberOf(units[from]);
  while (end < units.length) {
    const unit = units[end] as Unit;
    if (unit.kind === 'item') {
      if (unit.depth === 0) {
        // Another list begins: bullets after steps, or numbers from 1 again.
        if (end > from && isNumbered(unit) !== isNumbered(units[from] as Unit) && !isNested(units, end))
          break;
        if (end > from && unit.number === 1 && number !== null && number >= 1) break;
        number = unit.number ?? number;
      }
      end++;
      continue;
    }
    if (number === null) break;
    const wanted = number + 1;
    const next = units
      .slice(end, end + MOST_BETWEEN + 1)
      .findIndex((one) => one.kind === 'item' && one.number === wanted);
    const between = units.slice(end, end + next);
    if (next < 0 || between.some(({ kind }) => kind === 'heading')) break;
    end += next;
  }
  return end;
}

/** Bullets right under a step, before the next number, belong to it even where they are not indented. */
function isNested(units: readonly Unit[], at: number): boolean {
  const numbered = units.slice(at).find((unit) => unit.kind !== 'item' || unit.number !== null);
  return numbered?.kind === 'item' && numbered.number !== 1;
}

function isNumbered(unit: Unit): boolean {
  return unit.kind === 'item' && unit.number !== null;
}

function numberOf(unit: Unit | undefined): number | null {
  return unit?.kind === 'item' ? unit.number : null;
}
