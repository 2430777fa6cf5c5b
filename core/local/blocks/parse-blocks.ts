import type { ScoredPassage } from '../../types.ts';
import type { Block, BlockKind, Part } from './block.ts';
import { partsOf } from './parts.ts';
import { announces, type Unit, unitsOf } from './units.ts';

/** So many notes or commands may stand between two numbered steps. */
const MOST_BETWEEN = 4;

/**
 * The blocks of passages, in reading order each: paragraphs, lists and steps whole with what announces them, tables, code.
 * Headings, labels and questions are no blocks; they are kept with what stands under them. Only passages with scored sentences
 * are read, the first `most`. A list that a passage's end cuts goes on in the next passage of its document, where that is given.
 */
export function parseBlocks(passages: readonly ScoredPassage[], most = passages.length): Block[] {
  const read = [...passages.keys()].filter((at) => (passages[at]?.sentences.length ?? 0) > 0).slice(0, most);
  const blocks = new Map(read.map((at) => [at, blocksOf(passages[at] as ScoredPassage, at)]));
  for (const at of read) {
    const next = passages.findIndex(({ passageId }) => passageId === passages[at]?.following?.passageId);
    const own = blocks.get(at) as Block[];
    const last = own.at(-1);
    if (next < 0 || last === undefined) continue;
    const [begin, ...others] = blocks.get(next) ?? blocksOf(passages[next] as ScoredPassage, next);
    if (begin === undefined || begin.heading !== null || !goesOn(last, begin)) continue;
    own[own.length - 1] = joined(last, begin);
    // What a list goes on with is no block of its own.
    if (blocks.has(next)) blocks.set(next, others);
  }
  return [...blocks.values()].flat();
}

function joined(last: Block, next: Block): Block {
  const parts = [...last.parts, ...next.lead, ...next.parts];
  return { ...last, kind: last.parts.length === 0 ? next.kind : last.kind, parts, cut: next.cut };
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
    const own = partsOf(passage, index, unit);
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
        const end = unit.kind === 'row' ? tableEnd(units, at, passage.text) : runEnd(units, at, unit.kind);
        const run = units.slice(at, end).filter(({ kind }) => kind === unit.kind);
        const parts = run.flatMap((one) => partsOf(passage, index, one));
        push(unit.kind === 'row' ? 'table' : 'code', parts, end === units.length);
        for (const note of units.slice(at, end))
          if (note.kind !== unit.kind) push('prose', partsOf(passage, index, note));
        at = end - 1;
        break;
      }
      case 'item': {
        const end = listEnd(units, at);
        const parts = units.slice(at, end).flatMap((one) => partsOf(passage, index, one, true));
        push(isNumbered(unit) ? 'steps' : 'list', parts, end === units.length);
        at = end - 1;
        break;
      }
    }
  }
  if (lead.length > 0) push('prose', lead.splice(0, lead.length - 1), true);
  return blocks;
}

function runEnd(units: readonly Unit[], from: number, kind: Unit['kind']): number {
  let end = from;
  while (units[end]?.kind === kind) end++;
  return end;
}

/** Behind the last row: a table goes on behind a note, where a row follows that names the same first column. */
function tableEnd(units: readonly Unit[], from: number, text: string): number {
  const column = columnOf(units[from] as Unit, text);
  let end = runEnd(units, from, 'row');
  while (column !== null) {
    const next = units.slice(end, end + MOST_BETWEEN + 1).findIndex(({ kind }) => kind === 'row');
    const between = units.slice(end, end + Math.max(next, 0));
    if (next < 0 || between.some(({ kind }) => kind !== 'prose' && kind !== 'record')) break;
    if (columnOf(units[end + next] as Unit, text) !== column) break;
    end = runEnd(units, end + next, 'row');
  }
  return end;
}

/** The name of a row's first column, where rows carry theirs. */
function columnOf({ start, end }: Unit, text: string): string | null {
  return /^([^:|]{1,60}): /.exec(text.slice(start, end))?.[1] ?? null;
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
