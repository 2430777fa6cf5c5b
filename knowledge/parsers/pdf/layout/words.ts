import { median } from '../median.ts';
import type { Run } from '../runs.ts';

/** About how wide letters are, of their size. Only the share of a run's width that falls to each word matters. */
function widthOf(char: string): number {
  if (/[ijl.,;:'|!]/.test(char)) return 0.25;
  if (/[frt()[\]{}/\\I-]/.test(char)) return 0.33;
  if (/[mwMW@%—]/.test(char)) return 0.85;
  if (/\p{Lu}/u.test(char)) return 0.68;
  if (/[\u2e80-\u9fff\uff00-\uff60]/.test(char)) return 1;
  return 0.55;
}

/** A usual space, and from where on spaces are likely gaps between cells; of the letters' size. */
const usualSpace = 0.3;
const cellSpace = 0.4;

/** The words of a run with the places where they probably stand: pdf.js takes near cells for words of one run. */
export function wordsOf(run: Run): Run[] {
  const words = run.text.split(' ').filter((word) => word !== '');
  if (words.length < 2) return [run];
  const widths = words.map((word) => lettersWidth(word) * run.size * run.stretch);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const spaces = words.length - 1;
  const gap = Math.max((run.x1 - run.x0 - total) / spaces, 0.2 * run.size);
  const scale = (run.x1 - run.x0 - gap * spaces) / total;
  let x = run.x0;
  const parts = words.map((text, index) => {
    const width = (widths[index] ?? 0) * scale;
    const part = { ...run, text, x0: x, x1: x + width, spaced: index > 0 || run.spaced };
    x += width + gap;
    return part;
  });
  // The words of a text that is read from the right stand the other way round.
  return run.rtl
    ? parts.map((part) => ({ ...part, x0: run.x0 + run.x1 - part.x1, x1: run.x0 + run.x1 - part.x0 }))
    : parts;
}

/** A run divided at places that it crosses, each time at the end of the nearest word; whole where no word ends near. */
export function divideRun(run: Run, places: readonly number[]): Run[] {
  const crossed = places.filter(
    (place) => place > run.x0 + 0.3 * run.size && place < run.x1 - 0.3 * run.size,
  );
  if (crossed.length === 0) return [run];
  const words = wordsOf(run).sort((a, b) => a.x0 - b.x0);
  const cuts = new Set<number>();
  for (const place of crossed) {
    let best = { index: 0, away: 1.2 * run.size };
    for (const [index, word] of words.entries()) {
      if (index === 0) continue;
      const away = Math.abs(((words[index - 1]?.x1 ?? 0) + word.x0) / 2 - place);
      if (away < best.away) best = { index, away };
    }
    if (best.index > 0) cuts.add(best.index);
  }
  const parts: Run[][] = [];
  for (const [index, word] of words.entries()) {
    if (index === 0 || cuts.has(index)) parts.push([word]);
    else parts.at(-1)?.push(word);
  }
  return parts.map((part) => ({
    ...(part[0] as Run),
    text: (run.rtl ? [...part].reverse() : part).map((word) => word.text).join(' '),
    x1: part.at(-1)?.x1 ?? run.x1,
  }));
}

/** A run whose spaces are wider than spaces as its words; others whole. */
export function looseWords(run: Run): Run[] {
  const words = run.text.split(' ');
  if (words.length < 2 || words.length > 12) return [run];
  const letters = lettersWidth(run.text.replaceAll(' ', '')) * run.size * run.stretch;
  return (run.x1 - run.x0 - letters) / (words.length - 1) >= cellSpace * run.size ? wordsOf(run) : [run];
}

/** How wide each font's letters are against the usual: by its runs of one word, else by all with usual spaces. */
export function fontStretch(runs: readonly Run[]): (font: string) => number {
  const single = new Map<string, number[]>();
  const all = new Map<string, number[]>();
  for (const run of runs) {
    const spaces = run.text.split(' ').length - 1;
    const letters = lettersWidth(run.text.replaceAll(' ', '')) * run.size;
    if (letters === 0) continue;
    const ratio = (run.x1 - run.x0 - spaces * usualSpace * run.size) / letters;
    for (const ratios of spaces === 0 && run.text.length >= 2 ? [single, all] : [all])
      ratios.set(run.font, [...(ratios.get(run.font) ?? []).slice(-50), ratio]);
  }
  return (font) => {
    const own = single.get(font) ?? [];
    const ratio = median(own.length >= 3 ? own : [...own, ...(all.get(font) ?? [])]);
    return Math.max(0.6, Math.min(1.6, ratio || 1));
  };
}

function lettersWidth(text: string): number {
  let sum = 0;
  for (const char of text) sum += widthOf(char);
  return sum;
}
