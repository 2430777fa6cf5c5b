import type { Block } from './block.ts';
import { budgetOf, type Cut, cutBlock, wordCount } from './cut.ts';
import { isForOther } from './for-other.ts';
import { type Asked, isFact } from './question-kind.ts';
import { COMMAND, NOTE, POINTS_BACK } from './question-words.ts';
import { type Rated, type Rater, refersOn, textOf } from './score.ts';
import { quoteLimits } from './weights.ts';

/** The block cut, with the sentences it points back to, and its neighbours in the section as far as they belong to the answer. */
export function withNeighbours(rated: Rated, asked: Asked, blocks: readonly Block[], rater: Rater): Cut[] {
  const { block } = rated;
  const steps = asked.kind === 'steps' && block.kind === 'prose' ? stepsBehind(block, blocks) : undefined;
  if (steps !== undefined)
    return [cutBlock(block, { ...asked, kind: 'yes-no' }, rater), cutBlock(steps, asked, rater)];
  const cut = cutBlock(block, asked, rater);
  const section = blocks.filter(
    (one) =>
      one.passage === block.passage &&
      one.heading === block.heading &&
      (one === block || !isForOther(one, asked, blocks, rater)),
  );
  const at = section.indexOf(block);
  const cuts = [cut];
  const before = section[at - 1];
  const pointsBack = cut.parts[0] === block.parts[0] && POINTS_BACK.test(cut.parts[0]?.text ?? '');
  if (pointsBack && cut.lead.length === 0 && before?.kind === 'prose') cuts.unshift(endOf(before));
  if (isFact(asked) || asked.kind === 'difference' || isPartial(cut)) return cuts;
  const size = section.reduce((sum, one) => sum + wordCount([...one.lead, ...one.parts]), 0);
  const isProcedure =
    asked.kind === 'steps' && rated.says >= quoteLimits.saysEnough && size <= quoteLimits.wholeSection;
  if ((rated.says >= quoteLimits.saysAll || isProcedure) && !isCommand(block, asked))
    return sectionFrom(section, rated, asked, rater);
  const budget = budgetOf(asked);
  let used = wordsIn(cuts);
  const take = (next: Block | undefined, isBehind: boolean): Cut | null => {
    if (next === undefined || next.parts.length === 0) return null;
    const size = wordCount([...next.lead, ...next.parts]);
    const isNeeded = isBehind && used < quoteLimits.short && goesOnAs(next, block);
    if (used + size > budget || !(isNeeded || belongs(next, rated, asked, rater, isBehind))) return null;
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

/**
 * The whole section of a block where it is short: which sentence of it answers is open, and a person reads all of it at a
 * glance. Null for a longer one.
 */
export function shortSection(
  { block }: Rated,
  asked: Asked,
  blocks: readonly Block[],
  rater: Rater,
): Cut[] | null {
  const section = blocks.filter(
    (one) =>
      one.passage === block.passage &&
      one.heading === block.heading &&
      one.parts.length > 0 &&
      (one === block || (!isForOther(one, asked, blocks, rater) && !refersOn(one))),
  );
  const size = section.reduce((sum, { lead, parts }) => sum + wordCount([...lead, ...parts]), 0);
  if (size > quoteLimits.shortSection) return null;
  return section.map((one) => ({ block: one, lead: one.lead, parts: one.parts, gaps: new Set(), after: 0 }));
}

/** The steps in the section of a paragraph: they are what was asked for, though it says more of the question's words. */
function stepsBehind(block: Block, blocks: readonly Block[]): Block | undefined {
  return blocks.find(
    ({ passage, heading, kind, at }) =>
      kind === 'steps' && passage === block.passage && heading === block.heading && at > block.at,
  );
}

/** Words of what is shown. */
export const wordsIn = (cuts: readonly Cut[]): number =>
  cuts.reduce((sum, { lead, parts }) => sum + wordCount([...lead, ...parts]), 0);

/** A list right behind a short statement: it is what was meant, even without a colon. */
function goesOnAs(next: Block, { label }: Block): boolean {
  return next.kind !== 'prose' && next.label === label && !refersOn(next);
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

/** What is pointed back to: the paragraph before where it is short, else its last sentence. */
function endOf(block: Block): Cut {
  const parts = wordCount(block.parts) <= quoteLimits.lead ? block.parts : block.parts.slice(-1);
  return { block, lead: [], parts, gaps: new Set(), after: 0 };
}

function isPartial({ block, parts, after }: Cut): boolean {
  return after > 0 || parts.length < block.parts.length;
}
