import type { LexicalIndex } from '../words/lexical-index.ts';
import { type Segment, termAt } from '../words/segment.ts';

/** Passages whose counts are looked at, in a few runs of neighbours: postings may have to be read from a file. */
const [RUNS, RUN] = [4, 16];

/**
 * How much passages that hold a term keep to it: log of its mean weighted frequency there, 0 for a word that is only
 * met in passing. What a corpus is about comes in bursts (Church and Gale 1995, "Inverse document frequency: a measure
 * of deviations from Poisson"); words of everyday questions do not, however rare they are.
 */
export function burstOf(lexical: Pick<LexicalIndex, 'segments'>, term: number): number {
  let [seen, sum] = [0, 0];
  for (const segment of lexical.segments()) {
    const at = termAt(segment, term);
    if (at < 0) continue;
    const start = segment.starts[at] as number;
    const end = segment.starts[at + 1] as number;
    const step = Math.max(RUN, (end - start) / RUNS);
    for (let from = start; from < end; from += step) {
      const first = Math.floor(from);
      for (const posting of between(segment, first, Math.min(end, first + RUN))) {
        seen++;
        sum += posting & 0xff;
      }
    }
  }
  return seen === 0 ? 0 : Math.log(Math.max(1, sum / seen));
}

function between(segment: Segment, start: number, end: number): Uint32Array {
  return segment.left?.postings(start, end) ?? segment.postings.subarray(start, end);
}
