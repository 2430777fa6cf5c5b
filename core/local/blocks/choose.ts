import type { ScoredPassage } from '../../types.ts';
import type { Block, Part } from './block.ts';
import { budgetOf, type Cut, cutBlock, wordCount } from './cut.ts';
import { type Asked, isFact, type Question } from './question-kind.ts';
import { COMMAND, NOTE, POINTS_BACK } from './question-words.ts';
import { createRater, headingsOf, type Rated, type Rater, refersOn, textOf } from './score.ts';
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

/** The block cut, with the sentences it points back to, and its neighbours in the section as far as they belong to the answer. */
function withNeighbours(rated: Rated, asked: Asked, blocks: readonly Block[], rater: Rater): Cut[] {
  const { block } = rated;
  const cut = cutBlock(block, asked, rater);
  const section = blocks.filter(
    ({ passage, heading }) => passage === block.passage && heading === block.heading,
  );
  const at = section.indexOf(block);
  const cuts = [cut];
  const before = section[at - 1];
  const pointsBack = cut.parts[0] === block.parts[0] && POINTS_BACK.test(cut.parts[0]?.text ?? '');
  if (pointsBack && cut.lead.length === 0 && before?.kind === 'prose') cuts.unshift(lastOf(before));
  if (isFact(asked) || asked.kind === 'difference' || isPartial(cut)) return cuts;
  const size = section.reduce((sum, one) => sum + wordCount([...one.lead, ...one.parts]), 0);
  const isProcedure =
    asked.kind === 'steps' && rated.says >= quoteLimits.saysEnough && size <= quoteLimits.wholeSection;
  if ((rated.says >= quoteLimits.saysAll || isProcedure) && !isCommand(block, asked))
    return sectionFrom(section, rated, asked, rater);
  const budget = budgetOf(asked);
  let used = cuts.reduce((sum, one) => sum + wordCount([...one.lead, ...one.parts]), 0);
  const take = (next: Block | undefined, isBehind: boolean): Cut | null => {
    if (
      next === undefined ||
      !(
        belongs(next, rated, asked, rater, isBehind) ||
        (isBehind &&
          used < quoteLimits.short &&
          next.kind !== 'prose' &&
          !refersOn(next) &&
          next.label === block.label)
      )
    )
      return null;
    const size = wordCount([...next.lead, ...next.parts]);
    if (used + size > budget || next.parts.length === 0) return null;
    used += size;
    return cutBlock(next, asked, rater);
  };
  for (let i = at + 1; i < section.length; i++) {
    const next = take(section[i], true);
    if (next === null) break;
    cuts.push(next);
  }
  for (let i = at - 1; i >= 0 && !pointsBack; i--) {
    const next = take(section[i], false);
    if (next === null) break;
    cuts.unshift(next);
  }
  return cuts;
}

/** A section whose heading is the question: from its beginning as far as there is room, and the best block in any case. */
function sectionFrom(section: readonly Block[], best: Rated, asked: Asked, rater: Rater): Cut[] {
  const cuts: Cut[] = [];
  let room = budgetOf(asked);
  for (const block of section) {
    if (block.parts.length === 0 || (refersOn(block) && block !== best.block)) continue;
    const cut = cutBlock(block, asked, rater);
    const size = wordCount([...cut.lead, ...cut.parts]);
    const isBest = block === best.block;
    if (size > room && !(isBest && (cuts.length === 0 || best.share >= quoteLimits.farBelow))) {
      if (cuts.some((one) => one.block === best.block)) break;
      continue;
    }
    cuts.push(cut);
    room -= size;
    if (isPartial(cut)) break;
  }
  return cuts.length > 0 ? cuts : [cutBlock(best.block, asked, rater)];
}

/** Whether a neighbour goes with the best block: it is likely too, or the heading over both says the question. */
function belongs(next: Block, best: Rated, asked: Asked, rater: Rater, isBehind: boolean): boolean {
  if (refersOn(next)) return false;
  const { block } = best;
  const steps = asked.kind === 'steps';
  // A caption or pseudo heading begins something else; steps go on under the names of their pictures.
  if (!steps && next.label !== block.label && (isBehind ? next.label : block.label) !== null) return false;
  const rated = rater.rate(next, asked);
  if (isCommand(block, asked))
    return isCommand(next, asked) && isBehind && rated.share >= quoteLimits.neighbourOfCommand * best.share;
  const enough = steps ? quoteLimits.neighbourOfSteps : quoteLimits.neighbour;
  if (rated.share >= enough * best.share) return true;
  // The kind of thing that is asked for stands only here.
  if (rated.holds === true && best.holds === false) return true;
  if (steps && (NOTE.test(textOf(next)) || next.kind !== 'prose') && isBehind) return true;
  return isBehind && best.says >= quoteLimits.saysEnough;
}

/** "Which command": the command with what announces it is all. */
function isCommand({ kind, lead }: Block, { text }: Asked): boolean {
  return kind === 'code' && lead.length > 0 && COMMAND.test(text);
}

function lastOf(block: Block): Cut {
  const last = block.parts.at(-1);
  return { block, lead: [], parts: last === undefined ? [] : [last], gaps: new Set(), after: 0 };
}

function isPartial({ block, parts, after }: Cut): boolean {
  return after > 0 || parts.length < block.parts.length;
}

/**
 * A second block for words of the question that the answer lacks so far: "errors 1 and 2", "which release brought this,
 * and which that". Null where nothing is missing, or nothing holds it.
 */
function secondFor(
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

export function textIn({ lead, parts }: { lead: readonly Part[]; parts: readonly Part[] }): string {
  return [...lead, ...parts].map(({ text }) => text).join('\n');
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
