import type { LexicalIndex } from './lexical-index.ts';
import { termAt } from './segment.ts';

/** Passages whose counts are looked at: more of them give the same mean. */
const SAMPLE = 64;

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
    const count = (segment.starts[at + 1] as number) - start;
    const step = Math.max(1, count / SAMPLE);
    for (let i = 0; i < count; i += step) {
      seen++;
      sum += (segment.postings[start + Math.floor(i)] as number) & 0xff;
    }
  }
  return seen === 0 ? 0 : Math.log(Math.max(1, sum / seen));
}
