import { wordsOf } from './layout/words.ts';
import type { Run } from './runs.ts';
import type { Box } from './shapes.ts';

/** Where a line through letters stands, and how thick it may be; of their size, from the baseline. */
const through = { low: 0.14, high: 0.48, thick: 0.16 };

/**
 * Runs without the words that the page draws a line through: they are no longer valid. A line that reaches beyond the words
 * is the rule of a table or a frame. `struck`: how many lines strike words out.
 */
export function withoutStruck(runs: readonly Run[], boxes: readonly Box[]): { runs: Run[]; struck: number } {
  const lines = boxes.filter((box) => box.x1 - box.x0 >= 3 && box.y1 - box.y0 <= 3);
  if (lines.length === 0) return { runs: [...runs], struck: 0 };
  const gone = new Map<Run, Box[]>();
  let struck = 0;
  for (const line of lines) {
    const hit = runs.filter((run) => isThrough(line, run));
    if (hit.length === 0) continue;
    const size = Math.max(...hit.map((run) => run.size));
    const from = Math.min(...hit.map((run) => run.x0));
    const to = Math.max(...hit.map((run) => run.x1));
    if (line.x0 < from - 0.5 * size || line.x1 > to + 0.5 * size) continue;
    struck += 1;
    for (const run of hit) gone.set(run, [...(gone.get(run) ?? []), line]);
  }
  if (struck === 0) return { runs: [...runs], struck };
  const kept: Run[] = [];
  const holes: Run[] = [];
  for (const run of runs) {
    const { parts, removed } = divided(run, gone.get(run) ?? []);
    kept.push(...parts);
    holes.push(...removed);
  }
  return { runs: kept.map((run) => overHoles(run, holes)), struck };
}

/** What stands before struck words reaches over them: the blank that they leave parts no columns. */
function overHoles(run: Run, holes: readonly Run[]): Run {
  let { x1 } = run;
  for (const hole of holes)
    if (Math.abs(hole.y - run.y) <= 0.3 * run.size && Math.abs(hole.x0 - x1) <= 0.7 * run.size) x1 = hole.x1;
  return x1 === run.x1 ? run : { ...run, x1 };
}

function isThrough(line: Box, run: Run): boolean {
  const height = (line.y0 + line.y1) / 2 - run.y;
  return (
    height >= through.low * run.size &&
    height <= through.high * run.size &&
    line.y1 - line.y0 <= through.thick * run.size &&
    Math.min(line.x1, run.x1) - Math.max(line.x0, run.x0) > 0.2 * run.size
  );
}

/** A run as the words that no line strikes out, and those that one does. */
function divided(run: Run, lines: readonly Box[]): { parts: Run[]; removed: Run[] } {
  if (lines.length === 0) return { parts: [run], removed: [] };
  const covers = (x: number): boolean => lines.some((line) => line.x0 <= x && line.x1 >= x);
  const parts: Run[] = [];
  const removed: Run[] = [];
  let isOpen = false;
  for (const word of wordsOf(run)) {
    const isStruck = covers((word.x0 + word.x1) / 2);
    const last = parts.at(-1);
    if (isStruck) removed.push(word);
    else if (isOpen && last !== undefined)
      parts[parts.length - 1] = { ...last, text: `${last.text} ${word.text}`, x1: word.x1 };
    else parts.push(word);
    isOpen = !isStruck;
  }
  return { parts, removed };
}
