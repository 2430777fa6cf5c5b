import type { ScoredPassage } from '../../types.ts';
import { addCuts } from './add-cuts.ts';
import type { Block } from './block.ts';
import { budgetOf, type Cut, cutBlock } from './cut.ts';
import { shortSection, withNeighbours, wordsIn } from './neighbours.ts';
import { type Asked, isFact, type Question } from './question-kind.ts';
import { addRivals } from './rivals.ts';
import { createRater, type Rated, type Rater, textOf } from './score.ts';
import { secondFor } from './second-block.ts';
import { blockWeights, quoteLimits } from './weights.ts';

/**
 * What answers a question, best first, and how the best block was rated. `main` are the cuts that were chosen for what was
 * asked; the others stand by them because they come near.
 */
export type Choice = { cuts: Cut[]; main: readonly Cut[]; best: Rated; rater: Rater };

/**
 * Picks the block that answers, for each thing asked, with what it needs around it; and the next best where it is open which
 * of them answers. Null where there is no block.
 */
export function chooseCuts(
  question: Question,
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
): Choice | null {
  const rater = createRater(passages, blocks);
  const picks: { rated: Rated; asked: Asked }[] = [];
  const ranked: Rated[][] = [];
  for (const asked of question.parts) {
    const all = rankFor(asked, question, blocks, rater);
    const [rated] = all;
    if (rated === undefined) return null;
    ranked.push(all);
    const same = picks.find((pick) => pick.rated.block === rated.block);
    // One block for both: it is cut for the whole question.
    if (same === undefined) picks.push({ rated, asked });
    else same.asked = { ...question.whole, kind: widest(same.asked, asked) };
  }
  const [first] = picks;
  if (first === undefined) return null;
  const cuts: Cut[] = [];
  for (const { rated, asked } of picks) addCuts(cuts, withNeighbours(rated, asked, blocks, rater));
  const main = [...cuts];
  const isOne = question.parts.length === 1;
  const more = isOne ? secondFor(question.whole, cuts, passages, blocks, rater) : null;
  if (more !== null) {
    addCuts(cuts, [cutBlock(more.block, question.whole, rater)]);
    main.push(...cuts.slice(main.length));
  } else
    for (const [at, all] of ranked.entries())
      addRivals(cuts, all, question.parts[at] as Asked, { question, blocks, rater });
  return { cuts, main, best: first.rated, rater };
}

/**
 * The block of each of the first documents that comes closest, and the one of the likeliest passage, where it is open which
 * of them answers.
 */
export function chooseClosest(
  question: Question,
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
): Choice | null {
  const rater = createRater(passages, blocks);
  const documents = [...new Set(passages.map(({ documentId }) => documentId))];
  const bestOf = (own: readonly Block[]): Rated[] =>
    rankFor(question.whole, question, own, rater).slice(0, 1);
  const [first, ...others] = documents
    .slice(0, quoteLimits.closest)
    .flatMap((documentId) =>
      bestOf(blocks.filter(({ passage }) => passages[passage]?.documentId === documentId)),
    );
  if (first === undefined) return null;
  // Words may draw to another passage than the one that was found to be the likeliest.
  const ofLikeliest = bestOf(blocks.filter(({ passage }) => passage === 0));
  const closest = [first, ...ofLikeliest.filter(({ block }) => block !== first.block), ...others];
  const cuts: Cut[] = [];
  const asked = question.whole;
  const main = shortSection(first, asked, blocks, rater) ?? withNeighbours(first, asked, blocks, rater);
  const likeliest = passages[0]?.score ?? 0;
  for (const rated of closest) {
    const { score } = passages[rated.block.passage] as ScoredPassage;
    if (rated === first) {
      addCuts(cuts, main);
      continue;
    }
    if (score < quoteLimits.closestOdds * likeliest) continue;
    const whole = withNeighbours(rated, asked, blocks, rater);
    const room = quoteLimits.inAll - wordsIn(cuts);
    // Each of the documents has a word: a shorter one where the others leave little room.
    const more =
      wordsIn(whole) <= room ? whole : [cutBlock(rated.block, { ...asked, kind: 'yes-no' }, rater)];
    if (wordsIn(more) <= room + quoteLimits.overClosest) addCuts(cuts, more);
  }
  addRivals(cuts, rankFor(asked, question, blocks, rater), asked, { question, blocks, rater, isOpen: true });
  return { cuts, main, best: first, rater };
}

function widest(one: Asked, other: Asked): Asked['kind'] {
  return budgetOf(one) >= budgetOf(other) ? one.kind : other.kind;
}

/**
 * Blocks by how well they answer a part of a question, best first. What it shares with the rest of the question, and with the
 * turns before, counts less than its own words.
 */
function rankFor(
  asked: Asked,
  { whole, parts, context, said }: Question,
  blocks: readonly Block[],
  rater: Rater,
): Rated[] {
  const around = [...context, ...(parts.length > 1 ? whole.content : [])];
  // The fewer words a follow-up has, the more it leans on what was said before.
  const leans = context.length > 0 && asked.content.length <= quoteLimits.fewWords;
  const aroundWeight = leans ? blockWeights.aroundFew : blockWeights.around;
  const other = parts.find((part) => part !== asked);
  const texts = blocks.map(textOf);
  const repeated = said.filter((word) => texts.some((text) => rater.holdsWord(text, word)));
  const rate = (block: Block): Rated => {
    const rated = rater.rate(block, asked);
    let { score } = rated;
    if (around.length > 0) score += aroundWeight * rater.rate(block, { ...asked, content: around }).coverHead;
    // The index compared with all that was carried over, and the answer before stands out of that.
    if (context.length > 0) score -= blockWeights.shareCarried * Math.log(blockWeights.least + rated.share);
    if (repeated.length > 0)
      score -=
        blockWeights.said * Math.max(0, rater.coverOf(textOf(block), repeated) - quoteLimits.saidBefore);
    if (block.first) {
      const byCustom =
        asked.kind === 'definition' || asked.kind === 'yes-no' ? blockWeights.firstByCustom : 1;
      if (!isFact(asked)) score += blockWeights.first;
      score += byCustom * blockWeights.firstSays * rated.says;
    }
    if (asked.kind === 'difference' && other !== undefined) {
      const begins = textOf(block).split(/\s+/).slice(0, 6).join(' ');
      score += blockWeights.side * rater.coverOf(begins, asked.content);
      score -= blockWeights.side * rater.coverOf(begins, other.content);
    }
    return { ...rated, score };
  };
  return blocks.map(rate).toSorted((a, b) => b.score - a.score);
}
