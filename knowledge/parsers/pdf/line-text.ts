import { superscriptText } from '../marks/superscript.ts';
import { isWide } from '../text/wide-lines.ts';
import type { Run } from './runs.ts';

/** The dots between an entry of a list and its number. */
const leaders = /(?:\s*[.…·_]){4,}\s*/g;

/** The runs of a line as text: in reading order, with a space where the page leaves one, raised marks kept off figures. */
export function lineText(runs: readonly Run[], line: { y: number; size: number }): string {
  const ordered = readingOrder([...runs].sort((a, b) => a.x0 - b.x0));
  let text = '';
  let last: Run | null = null;
  for (let at = 0; at < ordered.length; at += 1) {
    const run = ordered[at] as Run;
    let words = run.text;
    let end = run;
    if (isRaised(run, line)) {
      let mark = run.text;
      // Marks may come in pieces: 1 and , and 2.
      for (let next = ordered[at + 1]; next !== undefined && isRaised(next, line); next = ordered[at + 1]) {
        mark += next.text;
        end = next;
        at += 1;
      }
      words = superscriptText(text, mark);
    }
    if (last !== null && needsSpace(last, run, text, words)) text += ' ';
    text += words;
    last = end;
  }
  return text.replace(leaders, ' … ').replace(/\s+/g, ' ').trim();
}

/** A sign or two, as marks of notes are. */
export function isNoteMark({ text }: { text: string }): boolean {
  return /^(?:\d{1,2}|[*†‡§]|[a-z])$/.test(text.trim());
}

function isRaised(run: Run, line: { y: number; size: number }): boolean {
  const rise = (run.y - line.y) / line.size;
  return rise >= 0.15 && (run.size <= 0.92 * line.size || (rise >= 0.3 && isNoteMark(run)));
}

function needsSpace(last: Run, run: Run, before: string, words: string): boolean {
  if (before.endsWith(' ') || words.startsWith(' ')) return false;
  const gap = run.x0 >= last.x0 ? run.x0 - last.x1 : last.x0 - run.x1;
  const size = Math.max(last.size, run.size);
  const bothWide = isWide(before.at(-1) ?? '') && isWide(words[0] ?? '');
  if (bothWide) return gap > 0.8 * size;
  // Where the line is read from the right, that space stands on the other side of the run.
  return gap > 0.13 * size || (run.spaced && run.x0 >= last.x0 && gap > 0.02 * size);
}

/** Left to right as they stand, unless most letters are of a script that is read from the right. */
function readingOrder(runs: Run[]): Run[] {
  if (!readsFromRight(runs)) return runs;
  const ordered: Run[] = [];
  let foreign: Run[] = [];
  for (const run of [...runs].reverse()) {
    if (run.rtl) {
      ordered.push(...foreign, run);
      foreign = [];
    } else foreign.unshift(run);
  }
  return [...ordered, ...foreign];
}

/** Whether runs are, for the most part, of a script that is read from right to left. */
export function readsFromRight(runs: readonly Run[]): boolean {
  let right = 0;
  let left = 0;
  for (const run of runs) {
    const letters = run.text.match(/\p{L}/gu)?.length ?? 0;
    if (run.rtl) right += letters;
    else left += letters;
  }
  return right > left;
}
