import { sentencesToQuote } from '../../text/sentences-to-quote.ts';
import type { ScoredPassage } from '../../types.ts';
import type { Part } from './block.ts';
import type { Unit } from './units.ts';

/** A day or an ordinal that the sentence splitter took for the end of a sentence: "on 22. Sep". */
const HALF = /(?:\b\d{1,2}\.|\b(?:e\.g|i\.e|etc|approx|incl|resp|max|min)\.)$/i;

/**
 * A unit as parts: a paragraph's sentences, else one part. Shares are those of the sentences that the unit holds, which
 * may have been cut elsewhere.
 */
export function partsOf(
  { text, sentences }: ScoredPassage,
  passage: number,
  unit: Unit,
  inList = false,
): Part[] {
  const depth = unit.kind === 'item' ? unit.depth : 0;
  const between = inList && unit.kind !== 'item';
  const whole = (start: number, end: number): Part => ({
    text: text.slice(start, end),
    passage,
    share: sentences.reduce((sum, one) => sum + shareWithin(one, start, end), 0),
    depth,
    between,
  });
  if (unit.kind !== 'prose' || inList) return [whole(unit.start, unit.end)];
  return spansIn(text, sentences, unit).map(([start, end]) => whole(start, end));
}

/** A sentence counts where most of it lies. */
function shareWithin(one: { start: number; end: number; score: number }, start: number, end: number): number {
  const inside = Math.min(one.end, end) - Math.max(one.start, start);
  return inside > 0 && inside * 2 > Math.min(one.end - one.start, end - start) ? one.score : 0;
}

/** The sentences of a paragraph; those of the index where it read the text. */
function spansIn(
  text: string,
  sentences: readonly { start: number; end: number }[],
  { start, end }: Unit,
): [number, number][] {
  const known = sentences.filter((one) => one.start < end && one.end > start);
  const cut =
    known.length > 0
      ? known.map((one): [number, number] => [Math.max(start, one.start), Math.min(end, one.end)])
      : sentencesToQuote(text.slice(start, end)).map((one): [number, number] => [
          start + one.start,
          start + one.end,
        ]);
  const spans: [number, number][] = [];
  for (const [from, to] of cut) {
    const last = spans.at(-1);
    const open =
      last !== undefined && (HALF.test(text.slice(last[0], last[1])) || isOpen(text.slice(last[0], last[1])));
    const lower = last !== undefined && /^[\p{Ll}–—-]/u.test(text.slice(from, to));
    if (last !== undefined && (open || lower)) last[1] = to;
    else spans.push([from, to]);
  }
  return spans.filter(([from, to]) => text.slice(from, to).trim() !== '');
}

/** Whether a bracket stands open: what follows closes it. */
function isOpen(text: string): boolean {
  const opened = (text.match(/[([{“„]/g) ?? []).length;
  const closed = (text.match(/[)\]}”]/g) ?? []).length;
  return opened > closed && text.length < LONGEST_OPEN;
}

const LONGEST_OPEN = 500;
