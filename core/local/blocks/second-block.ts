import type { ScoredPassage } from '../../types.ts';
import type { Block } from './block.ts';
import { type Cut, textIn } from './cut.ts';
import type { Asked } from './question-kind.ts';
import { headingsOf, type Rated, type Rater } from './score.ts';
import { quoteLimits } from './weights.ts';

/**
 * A second block for words of the question that the answer lacks so far: "errors 1 and 2", "which release brought this,
 * and which that". Null where nothing is missing, or nothing holds it.
 */
export function secondFor(
  asked: Asked,
  cuts: readonly Cut[],
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
  rater: Rater,
): Rated | null {
  if (!/\b(?:and|or|&)\b|[,;&]/.test(asked.text)) return null;
  const sibling = siblingOf(asked, cuts, blocks, rater);
  if (sibling !== null) return sibling;
  const shown = cuts
    .flatMap((cut) => [textIn(cut), ...headingsOf(cut.block, passages[cut.block.passage] as ScoredPassage)])
    .join('\n');
  const missing = asked.content.filter((word) => !rater.holdsWord(shown, word));
  const all = asked.content.reduce((sum, word) => sum + rater.weightOf(word), 0);
  const lacks = missing.reduce((sum, word) => sum + rater.weightOf(word), 0);
  if (all === 0 || lacks / all < quoteLimits.missing) return null;
  let best: Rated | null = null;
  for (const block of blocks) {
    if (cuts.some((cut) => cut.block === block) || block.parts.length === 0) continue;
    const rated = rater.rate(block, asked);
    const brings = rater.rate(block, { ...asked, content: missing }).coverHead;
    if (brings < 0.6 || rated.coverHead < 0.5 || rated.share < quoteLimits.secondShare) continue;
    if (best === null || rated.score > best.score) best = rated;
  }
  return best;
}

/** What stands under another heading of the same passage, where both headings say parts of the question: "undo and redo". */
function siblingOf(asked: Asked, cuts: readonly Cut[], blocks: readonly Block[], rater: Rater): Rated | null {
  const first = cuts[0]?.block;
  if (first === undefined || first.heading === null) return null;
  if (rater.rate(first, asked).says < quoteLimits.siblingSays) return null;
  const found = blocks.find(
    (block) =>
      block.passage === first.passage &&
      block.heading !== null &&
      !cuts.some((cut) => cut.block.heading === block.heading) &&
      block.parts.length > 0 &&
      rater.rate(block, asked).says >= quoteLimits.siblingSays,
  );
  return found === undefined ? null : rater.rate(found, asked);
}
