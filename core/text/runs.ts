/** White space, one sign or one letter many times over: nobody writes so, and patterns that meet it go over it again and again. */
const RUN = /\s{9,}|(\P{M})\1{24,}|\p{M}{9,}/gsu;
/** Characters of a run that stay at each end; more of them than any pattern or limit asks for. */
const KEPT = 4;
const MARKS = /(\p{M}{8})\p{M}+/gu;

/** A text whose long runs are cut short, and where a place in it stands in the text as it was. */
export type Squeezed = { text: string; startOf(at: number): number; endOf(at: number): number };

/** Cuts each long run down to its first and last characters. A text without any is given back as it is. */
export function squeezeRuns(text: string): Squeezed {
  const cuts: { at: number; gone: number }[] = [];
  let kept = '';
  let from = 0;
  let total = 0;
  for (const { index, 0: run } of text.matchAll(RUN)) {
    // Whole characters: half of a pair would be another one.
    const size = (run.codePointAt(0) ?? 0) > 0xffff ? KEPT * 2 : KEPT;
    kept += text.slice(from, index + size);
    from = index + run.length - size;
    total += run.length - 2 * size;
    cuts.push({ at: kept.length, gone: total });
  }
  if (cuts.length === 0) return { text, startOf: (at) => at, endOf: (at) => at };
  const goneBefore = (at: number): number => cuts[lastAtOrBefore(cuts, at)]?.gone ?? 0;
  return {
    text: kept + text.slice(from),
    startOf: (at) => at + goneBefore(at),
    endOf: (at) => (at === 0 ? 0 : at + goneBefore(at - 1)),
  };
}

/** Index of the last cut that stands at or before a place; -1 where none does. */
function lastAtOrBefore(cuts: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** At most eight accents on a letter: to bring thousands of them into Unicode's order takes the square of their number. */
export function fewMarks(text: string): string {
  return text.replace(MARKS, '$1');
}
