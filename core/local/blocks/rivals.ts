import { addCuts } from './add-cuts.ts';
import type { Block } from './block.ts';
import type { Cut } from './cut.ts';
import { isForOther } from './for-other.ts';
import { withNeighbours, wordsIn } from './neighbours.ts';
import { type Asked, isFact, type Question } from './question-kind.ts';
import type { Rated, Rater } from './score.ts';
import { quoteLimits } from './weights.ts';

type Among = { question: Question; blocks: readonly Block[]; rater: Rater; isOpen?: boolean };

/** Adds blocks that come as near to answering as the best one (`ranked`, best first), as far as there is room. */
export function addRivals(cuts: Cut[], ranked: readonly Rated[], asked: Asked, among: Among): void {
  const [best, ...others] = ranked;
  if (best === undefined) return;
  const { question, blocks, rater, isOpen = isOpenAfter(best) } = among;
  // Two answers are long already, where each is there.
  const most = question.parts.length > 1 && !isOpen ? 1 : quoteLimits.rivals;
  const within = isOpen ? quoteLimits.rivalWithinOfOpen : quoteLimits.rivalWithin;
  // The few words of a follow-up tell blocks apart too little.
  const least = question.context.length > 0 ? 0 : quoteLimits.rivalSays * best.coverHead;
  let room = quoteLimits.inAll - wordsIn(cuts);
  let taken = 0;
  for (const rival of others) {
    if (taken === most) break;
    const behind = best.score - rival.score;
    // What stands under a heading that is the question may well answer it, whatever else comes nearer.
    const isUnderIt = rival.block.first && rival.says >= quoteLimits.saysAll;
    // Only there stands the kind of thing that was asked for.
    const brings = best.holds === false && rival.holds === true;
    if (behind > (isUnderIt ? quoteLimits.rivalWithinUnderIt : within)) continue;
    if ((isFact(asked) && rival.holds === false) || rival.isOther) continue;
    if (isForOther(rival.block, asked, blocks, rater)) continue;
    if (rival.coverHead < least && !isUnderIt && !brings) continue;
    const more = withNeighbours(rival, asked, blocks, rater);
    const size = wordsIn(more);
    const before = cuts.length;
    if (size <= room) addCuts(cuts, more);
    if (cuts.length === before) continue;
    room -= size;
    taken += 1;
  }
}

/** Whether it is open what answers: even the best block says little of what was asked, or lacks the kind of thing. */
function isOpenAfter({ coverHead, holds }: Rated): boolean {
  return holds === false || coverHead < quoteLimits.saysLittle;
}
