import type { Block, Part } from './block.ts';
import type { Asked } from './question-kind.ts';
import { holdsAsked, isFact } from './question-kind.ts';
import { POINTS_BACK } from './question-words.ts';
import type { Rater } from './score.ts';
import { quoteLimits } from './weights.ts';

/** What is shown of a block: its parts in order; `before[i]` = something was left out before part i, `after` = so many behind. */
export type Cut = { block: Block; lead: Part[]; parts: Part[]; gaps: ReadonlySet<Part>; after: number };

/** Words that an answer to such a question may have. */
export function budgetOf(asked: Asked): number {
  const { kind } = asked;
  const { words } = quoteLimits;
  if (isFact(asked)) return words.fact;
  if (kind === 'yes-no') return words.yesNo;
  if (kind === 'difference') return words.side;
  return kind === 'steps' || kind === 'list' ? words.steps : words.open;
}

export function wordCount(parts: readonly Part[]): number {
  return parts.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
}

/** Cuts a block down to what answers: whole where it is short, else the sentences, items or rows that say it. */
export function cutBlock(block: Block, asked: Asked, rater: Rater): Cut {
  if (isFact(asked) && block.lead.length > 1) {
    const all = [...block.lead, ...block.parts];
    const best = bestPart(all, asked, rater);
    // What announces a list may say it already.
    if (best < block.lead.length - 1)
      return { ...cutProse({ ...block, parts: block.lead, lead: [] }, asked, rater), block };
  }
  switch (block.kind) {
    case 'prose':
      return cutProse(block, asked, rater);
    case 'table':
      return cutTable(block, asked, rater);
    case 'list':
    case 'steps':
      return cutList(block, asked, rater);
    default:
      return whole(block);
  }
}

/** What announces a list; of a whole paragraph only the sentence that does, and what it points back to. */
function leadOf({ lead }: Block): Part[] {
  if (wordCount(lead) <= quoteLimits.lead) return lead;
  const last = lead.at(-1);
  return lead.slice(last !== undefined && POINTS_BACK.test(last.text) ? -2 : -1);
}

function whole(block: Block): Cut {
  return { block, lead: leadOf(block), parts: block.parts, gaps: new Set(), after: 0 };
}

/** A paragraph: all of it within the budget, else the best sentence and its neighbours, without a gap. */
function cutProse(block: Block, asked: Asked, rater: Rater): Cut {
  const all = [...block.lead, ...block.parts];
  const parts = all.filter(({ text }) => text.length <= quoteLimits.sentence);
  const budget = budgetOf(asked);
  const body = { ...block, lead: [] };
  if (wordCount(parts) <= budget && !isFact(asked))
    return { block: body, lead: [], parts, gaps: new Set(), after: 0 };
  const usable = parts.length > 0 ? parts : all;
  // A side of a difference is told from its beginning.
  const best = asked.kind === 'difference' ? 0 : bestPart(usable, asked, rater);
  let [from, to] = [best, best + 1];
  // What was asked for may stand in a neighbour of the sentence that is about it.
  if (isFact(asked) && holdsAsked(usable[best]?.text ?? '', asked) === false) {
    const near = [1, 2, -1].find((by) => holdsAsked(usable[best + by]?.text ?? '', asked) === true);
    if (near !== undefined) [from, to] = [Math.min(best, best + near), Math.max(best, best + near) + 1];
  }
  while (from > 0 && POINTS_BACK.test(usable[from]?.text ?? '') && best - from < 2) from--;
  const size = (): number => wordCount(usable.slice(from, to));
  const total = usable.reduce((sum, { share }) => sum + share, 0);
  const worths = usable.map((part) => worth(part, total, asked, rater));
  const wanted = (part: Part | undefined, at: number): part is Part =>
    part !== undefined &&
    size() + wordCount([part]) <= budget &&
    (!isFact(asked) ||
      size() < quoteLimits.fewestWords ||
      (worths[at] as number) >= quoteLimits.goodNeighbour * (worths[best] as number));
  for (;;) {
    if (wanted(usable[to], to)) to++;
    else if (wanted(usable[from - 1], from - 1)) from--;
    else break;
  }
  return { block: body, lead: [], parts: usable.slice(from, to), gaps: new Set(), after: 0 };
}

/** How well a part answers among its own: likely, about the question, of the asked kind. */
function worth(part: Part, total: number, asked: Asked, rater: Rater): number {
  const likely = total > 0 ? part.share / total : 0;
  const holds = isFact(asked) && holdsAsked(part.text, asked) === true ? 0.5 : 0;
  return likely + rater.coverOf(part.text, asked.content) + holds;
}

function bestPart(parts: readonly Part[], asked: Asked, rater: Rater): number {
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  const worths = parts.map((part) => worth(part, total, asked, rater));
  return worths.indexOf(Math.max(...worths));
}

function cutList(block: Block, asked: Asked, rater: Rater): Cut {
  const { parts } = block;
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  const best = bestPart(parts, asked, rater);
  const words = wordCount(parts);
  const wantsAll = asked.kind === 'list' || asked.kind === 'steps';
  const lone = (parts[best]?.share ?? 0) >= quoteLimits.loneItem * total;
  const telling = rater.coverOf(parts[best]?.text ?? '', asked.content);
  const fact = isFact(asked) && lone && holdsAsked(parts[best]?.text ?? '', asked) === true;
  if (fact || (words > quoteLimits.wholeList && !wantsAll && (isFact(asked) || lone || telling > 0.5))) {
    const worths = parts.map((part) => worth(part, total, asked, rater));
    const top = worths[best] as number;
    const chosen = parts.filter((_, at) => at === best || (worths[at] as number) >= 0.8 * top);
    return keepOnly(block, withFamily(parts, chosen.slice(0, quoteLimits.rows)));
  }
  const shown: Part[] = [];
  let items = 0;
  let size = 0;
  // The list from its beginning, or from where the best item can still be reached.
  const from =
    best < quoteLimits.items
      ? 0
      : Math.max(
          0,
          parts.findIndex((_, at) => at >= best - 2),
        );
  for (const part of parts.slice(from)) {
    const isItem = part.depth === 0 && !part.between;
    if (size + part.text.length > quoteLimits.itemCharacters && shown.length > 0) break;
    if (isItem && items === quoteLimits.items) break;
    if (isItem) items++;
    size += part.text.length;
    shown.push(part);
  }
  const left = parts.slice(from + shown.length).filter((part) => !part.between).length;
  const gaps = new Set(from > 0 && shown[0] !== undefined ? [shown[0]] : []);
  return { block, lead: leadOf(block), parts: shown, gaps, after: left };
}

/** Chosen items with those they stand under, and the notes and items under them. */
function withFamily(parts: readonly Part[], chosen: readonly Part[]): Set<Part> {
  const kept = new Set(chosen);
  for (const one of chosen) {
    const at = parts.indexOf(one);
    let depth = one.depth;
    for (let i = at - 1; i >= 0 && depth > 0; i--) {
      const part = parts[i] as Part;
      if (part.depth >= depth || part.between) continue;
      kept.add(part);
      depth = part.depth;
    }
    for (let i = at + 1; i < parts.length; i++) {
      const part = parts[i] as Part;
      if (!part.between && part.depth <= one.depth) break;
      kept.add(part);
    }
  }
  return kept;
}

function keepOnly(block: Block, kept: ReadonlySet<Part>): Cut {
  const parts = block.parts.filter((part) => kept.has(part));
  const gaps = new Set(
    parts.filter((part, at) => {
      const before = block.parts[block.parts.indexOf(part) - 1];
      return before !== undefined && before !== parts[at - 1] && parts.length + block.lead.length > 1;
    }),
  );
  return { block, lead: leadOf(block), parts, gaps, after: 0 };
}

/** Rows whose first cell is asked for, else those that say most of the question. */
function cutTable(block: Block, asked: Asked, rater: Rater): Cut {
  const { parts } = block;
  if (parts.length <= 1) return whole(block);
  const keys = parts.map(({ text }) => rater.coverOf(text.split(' | ')[0] ?? '', asked.content));
  if (asked.kind === 'list' && Math.max(...keys) < quoteLimits.askedKey) {
    const shown = parts.slice(0, quoteLimits.rowsOfList);
    return { block, lead: leadOf(block), parts: shown, gaps: new Set(), after: parts.length - shown.length };
  }
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  const worths = parts.map((part, at) => worth(part, total, asked, rater) + (keys[at] as number));
  const top = Math.max(...worths);
  const most = asked.kind === 'list' ? quoteLimits.rowsOfList : quoteLimits.rows;
  const near = asked.kind === 'list' ? 0.5 : 0.95;
  const chosen = parts
    .map((part, at) => ({ part, worth: worths[at] as number }))
    .filter(({ worth: own }) => own >= near * top)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ part }) => part);
  const kept = parts.filter((part) => chosen.includes(part));
  return { block, lead: leadOf(block), parts: kept, gaps: new Set(), after: 0 };
}

/** The text of what is shown. */
export function textIn({ lead, parts }: { lead: readonly Part[]; parts: readonly Part[] }): string {
  return [...lead, ...parts].map(({ text }) => text).join('\n');
}
