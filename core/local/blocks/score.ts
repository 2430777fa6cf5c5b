import type { ScoredPassage } from '../../types.ts';
import { isScrap } from '../quotable.ts';
import type { Block, Part } from './block.ts';
import { type Asked, holdsAsked, isFact } from './question-kind.ts';
import { createQuestionTerms } from './question-terms.ts';
import { ACTION, COMMAND, DEFINES, HEADING_SIGNS, REFERS, SAYS_YES_OR_NO } from './question-words.ts';
import { quoteLimits, blockWeights as weights } from './weights.ts';
import { contentOf } from './words.ts';

/** A block as it answers one question. Coverages are shares of the question's words, weighted by how rare they are, 0..1. */
export type Rated = {
  block: Block;
  cover: number;
  coverHead: number;
  /** How far the nearest heading says the question, 0..1. */
  says: number;
  holds: boolean | null;
  /** Its heading is about another thing of the kind that was asked about: error 5 where error 6 was. */
  isOther: boolean;
  /** Whether it says what the thing asked about is, or its heading names just that; null where no definition is asked for, and for what is no prose. */
  defines: boolean | null;
  /** How likely the index holds the block to answer, 0..1. */
  share: number;
  /** Log odds: compares blocks for one question only. */
  score: number;
};

export type Rater = {
  rate(block: Block, asked: Asked): Rated;
  /** Share of the asked words that stand in a text, 0..1. */
  coverOf(text: string, content: readonly string[]): number;
  weightOf(word: string): number;
  holdsWord(text: string, word: string): boolean;
};

/** Rates blocks for what is asked: what the index says of their sentences, their words, their headings, their kind. */
export function createRater(passages: readonly ScoredPassage[], blocks: readonly Block[]): Rater {
  const terms = createQuestionTerms(
    blocks.map(textOf),
    blocks.map((block) => headingsOf(block, passages[block.passage] as ScoredPassage).join('\n')),
  );
  const { wordsIn, share } = terms;
  const bestPassage = Math.max(0, ...passages.map(({ score }) => score));

  /** Coverage by the block, and by its part that says most: words strewn over a long list say little. */
  const coverage = (
    block: Block,
    content: readonly string[],
    above: ReadonlySet<string>,
  ): [number, number] => {
    const all = wordsIn(textOf(block));
    let best = all;
    if (block.parts.length > 1) {
      const lead = block.lead.map(({ text }) => text).join('\n');
      const parts = block.parts.map(({ text }) => wordsIn(`${lead}\n${text}`));
      const shares = parts.map((words) => share(words, content));
      best = parts[shares.indexOf(Math.max(...shares))] ?? all;
    }
    const both = (with_: ReadonlySet<string>): number =>
      (share(union(all, with_), content) + share(union(best, with_), content)) / 2;
    return [both(new Set()), both(above)];
  };

  const saysOf = (block: Block, passage: ScoredPassage, content: readonly string[]): number =>
    Math.max(
      ...nearestHeadings(block, passage).map(({ heading, isTitle }) => {
        const asking = terms.asking(contentOf(heading), content);
        const said = share(wordsIn(heading), content);
        return (isTitle ? weights.title : 1) * asking ** 4 * (0.5 + 0.5 * said);
      }),
    );

  const defines = ({ kind, parts }: Block, content: readonly string[]): boolean =>
    kind !== 'steps' &&
    parts.some(({ text }) => {
      const verb = DEFINES.exec(text);
      const subject = verb === null ? '' : text.slice(0, verb.index);
      if (subject.split(/\s+/).length > LONGEST_SUBJECT) return false;
      return share(wordsIn(subject), content) >= 0.5 && terms.asking(contentOf(subject), content) >= 0.6;
    });

  return {
    coverOf: (text, content) => share(wordsIn(text), content),
    weightOf: terms.weightOf,
    holdsWord: (text, word) => terms.has(wordsIn(text), word),
    rate(block, asked) {
      const passage = passages[block.passage] as ScoredPassage;
      const { content, kind } = asked;
      const [cover, coverHead] = coverage(block, content, wordsIn(headingsOf(block, passage).join('\n')));
      const says = saysOf(block, passage, content);
      const text = textOf(block);
      const holds = kind === 'steps' && block.kind === 'steps' ? true : holdsAsked(text, asked);
      const found = shareOf(block);
      const isOther = namesOther(nearestHeadings(block, passage)[0]?.heading ?? '', content);
      let score =
        weights.share * Math.log(weights.least + found) +
        weights.cover * cover +
        weights.coverHead * coverHead +
        weights.says * says +
        weights.ofTitle * terms.asking(contentOf(passage.title), content) +
        weights.passage * Math.log(weights.leastOdds + (bestPassage > 0 ? passage.score / bestPassage : 0)) +
        weights.fits * fitOf(block, asked) +
        typeOf(holds, asked);
      if (content.length > 1 && coverHead > 0.99) score += weights.all;
      if (HEADING_SIGNS[kind]?.test(nearestHeadings(block, passage)[0]?.heading ?? ''))
        score += weights.headingSign;
      const isDefined = kind === 'definition' ? defines(block, content) : null;
      if (isDefined === true) score += weights.defines;
      if (kind === 'yes-no' && SAYS_YES_OR_NO.test(text)) score += weights.saysYesOrNo;
      if (isOther) score += weights.other;
      if (refersOn(block)) score += weights.refers;
      if (isAnswerless(block)) score += weights.scrap;
      // Rows, lists and code may define without a sentence that does.
      const isDefinition =
        isDefined === null || block.kind !== 'prose' ? null : isDefined || says >= quoteLimits.saysEnough;
      return { block, cover, coverHead, says, holds, isOther, defines: isDefinition, share: found, score };
    },
  };
}

/** Whether a heading names something by a figure (`MP3`, `3.2`, `-9996`), and nothing that was asked about by one. */
function namesOther(heading: string, content: readonly string[]): boolean {
  const asked = content.filter((word) => /\d/.test(word));
  const named = contentOf(heading).filter((word) => /\d/.test(word) && !/^\d{1,2}$/.test(word));
  return asked.length > 0 && named.length > 0 && !named.some((word) => asked.includes(word));
}

/** Words before the verb of a sentence that says what something is. */
const LONGEST_SUBJECT = 7;

/** Whether a block only sends on to other pages. */
export function refersOn({ lead, parts, heading, label }: Block): boolean {
  const said = lead.at(-1)?.text ?? (parts.length === 1 ? parts[0]?.text : undefined) ?? '';
  return REFERS.test(said) || (lead.length === 0 && REFERS.test(label ?? heading ?? ''));
}

export function textOf({ lead, parts }: Block): string {
  return [...lead, ...parts].map(({ text }) => text).join('\n');
}

/** Title and headings, the one inside the passage last. */
export function headingsOf({ heading, label }: Block, { title, headings }: ScoredPassage): string[] {
  return [title, ...headings, ...(heading === null ? [] : [heading]), ...(label === null ? [] : [label])];
}

/** What stands right above: the heading inside the passage, else the last of its breadcrumb, else the title; and a label. */
function nearestHeadings(
  { heading, label }: Block,
  { title, headings }: ScoredPassage,
): { heading: string; isTitle: boolean }[] {
  const above = heading ?? headings.at(-1);
  return [
    above === undefined ? { heading: title, isTitle: true } : { heading: above, isTitle: false },
    ...(label === null ? [] : [{ heading: label, isTitle: false }]),
  ];
}

function union(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return other.size === 0 ? one : new Set([...one, ...other]);
}

/** The best part's share, and a little of the others'. */
function shareOf({ lead, parts, headingShare }: Block): number {
  const shares = [...lead, ...parts].map(({ share }) => share);
  const best = Math.max(0, ...shares);
  const all = shares.reduce((sum, share) => sum + share, headingShare);
  return Math.min(1, best + weights.others * (all - best));
}

/** What the asked kind of thing counts where it stands in the block, or does not. */
function typeOf(holds: boolean | null, asked: Asked): number {
  if (holds === null) return 0;
  if (isFact(asked)) return holds ? weights.factHolds : weights.factLacks;
  return holds ? weights.holds : weights.lacks;
}

function fitOf({ kind, parts }: Block, { kind: asked, text }: Asked): number {
  if (asked === 'steps') {
    if (COMMAND.test(text)) return kind === 'code' ? 1.5 : 0;
    if (kind === 'steps' || (kind === 'list' && areActions(parts))) return 1;
    return kind === 'list' || kind === 'code' ? 0.3 : 0;
  }
  if (asked === 'list') return kind === 'list' || kind === 'table' || kind === 'steps' ? 0.7 : 0;
  return 0;
}

/** Whether most items of a list say what to do. */
function areActions(parts: readonly Part[]): boolean {
  const acts = parts.filter(({ text }) => ACTION.test(text)).length;
  return acts >= 2 && acts * 2 >= parts.length;
}

/** Nothing but what announces, or a fragment. */
function isAnswerless(block: Block): boolean {
  return block.parts.length === 0 || (block.kind === 'prose' && isScrap(textOf(block)));
}
