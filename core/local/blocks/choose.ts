import type { ScoredPassage } from '../../types.ts';
import type { Block } from './block.ts';
import { budgetOf, type Cut, cutBlock, textIn } from './cut.ts';
import { withNeighbours } from './neighbours.ts';
import { type Asked, isFact, type Question } from './question-kind.ts';
import { createRater, type Rated, type Rater, textOf } from './score.ts';
import { secondFor } from './second-block.ts';
import { blockWeights, quoteLimits } from './weights.ts';

/** What answers a question, best first, and how the best block was rated. */
export type Choice = { cuts: Cut[]; best: Rated; rater: Rater };

/** Picks the block that answers, for each thing asked, with what it needs around it. Null where there is no block. */
export function chooseCuts(
  question: Question,
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
): Choice | null {
  const rater = createRater(passages, blocks);
  const picks: { rated: Rated; asked: Asked }[] = [];
  for (const asked of question.parts) {
    const rated = bestFor(asked, question, blocks, rater);
    if (rated === null) return null;
    const same = picks.find((pick) => pick.rated.block === rated.block);
    // One block for both: it is cut for the whole question.
    if (same === undefined) picks.push({ rated, asked });
    else same.asked = { ...question.whole, kind: widest(same.asked, asked) };
  }
  const [first] = picks;
  if (first === undefined) return null;
  const cuts: Cut[] = [];
  for (const { rated, asked } of picks) add(cuts, withNeighbours(rated, asked, blocks, rater));
  const more = question.parts.length > 1 ? null : secondFor(question.whole, cuts, passages, blocks, rater);
  if (more !== null) add(cuts, [cutBlock(more.block, question.whole, rater)]);
  return { cuts, best: first.rated, rater };
}

/** The block of each of the first documents that comes closest, where it is open which of them answers. */
export function chooseClosest(
  question: Question,
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
): Choice | null {
  const rater = createRater(passages, blocks);
  const documents = [...new Set(passages.map(({ documentId }) => documentId))];
  const closest = documents.slice(0, quoteLimits.closest).flatMap((documentId) => {
    const own = blocks.filter(({ passage }) => passages[passage]?.documentId === documentId);
    return bestFor(question.whole, question, own, rater) ?? [];
  });
  const [first] = closest;
  if (first === undefined) return null;
  const cuts: Cut[] = [];
  for (const rated of closest) add(cuts, withNeighbours(rated, question.whole, blocks, rater));
  return { cuts, best: first, rater };
}

function add(cuts: Cut[], more: readonly Cut[]): void {
  for (const cut of more) {
    const known = cuts.some((other) => other.block === cut.block || repeats(textIn(other), textIn(cut)));
    if (!known && cut.parts.length + cut.lead.length > 0) cuts.push(cut);
  }
}

function widest(one: Asked, other: Asked): Asked['kind'] {
  return budgetOf(one) >= budgetOf(other) ? one.kind : other.kind;
}

/** What a part of a question shares with the rest of it, and with the turns before, counts less than its own words. */
function bestFor(asked: Asked, { whole, parts, context }: Question, blocks: readonly Block[], rater: Rater) {
  let best: Rated | null = null;
  let top = Number.NEGATIVE_INFINITY;
  const around = [...context, ...(parts.length > 1 ? whole.content : [])];
  const other = parts.find((part) => part !== asked);
  for (const block of blocks) {
    const rated = rater.rate(block, asked);
    const text = textOf(block);
    let score = rated.score;
    if (around.length > 0)
      score += blockWeights.around * rater.rate(block, { ...asked, content: around }).coverHead;
    if (block.first) {
      const byCustom =
        asked.kind === 'definition' || asked.kind === 'yes-no' ? blockWeights.firstByCustom : 1;
      if (!isFact(asked)) score += blockWeights.first;
      score += byCustom * blockWeights.firstSays * rated.says;
    }
    if (asked.kind === 'difference' && other !== undefined) {
      const begins = text.split(/\s+/).slice(0, 6).join(' ');
      score += blockWeights.side * rater.coverOf(begins, asked.content);
      score -= blockWeights.side * rater.coverOf(begins, other.content);
    }
    if (score > top) [best, top] = [{ ...rated, score }, score];
  }
  return best;
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
