import { type Cut, textIn } from './cut.ts';
import { quoteLimits } from './weights.ts';

/** Adds what is not quoted yet, and does not say what is. */
export function addCuts(cuts: Cut[], more: readonly Cut[]): void {
  for (const cut of more) {
    const known = cuts.some((other) => other.block === cut.block || repeats(textIn(other), textIn(cut)));
    if (!known && cut.parts.length + cut.lead.length > 0) cuts.push(cut);
  }
}

/** Whether two quotes are the same, or nearly: measured by the words they share. */
function repeats(one: string, other: string): boolean {
  const [a, b] = [wordSet(one), wordSet(other)];
  if (a.size === 0 || b.size === 0) return one === other;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= quoteLimits.repeats;
}

function wordSet(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
