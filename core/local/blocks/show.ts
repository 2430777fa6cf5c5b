import { citationMark, marksInParentheses } from '../../text/citation-marks.ts';
import { moreItems, OMITTED } from '../../text/omission-mark.ts';
import type { ScoredPassage } from '../../types.ts';
import { trimRow } from '../table-row.ts';
import type { Part } from './block.ts';
import { type Cut, textIn } from './cut.ts';
import type { Asked } from './question-kind.ts';
import type { Rater } from './score.ts';

const ITEM = /^[ \t]*(?:[-*•·–+]|\(?\d{1,3}[.)])[ \t]+(?=\S)/;

type Paragraph = { text: string; code: boolean };

/** The cuts as a text, those of one passage together with one mark, and a heading above where they need it to be understood. */
export function showCuts(
  cuts: readonly Cut[],
  asked: Asked,
  passages: readonly ScoredPassage[],
  rater: Rater,
): string {
  const groups = new Map<number, Cut[]>();
  for (const cut of cuts) groups.set(cut.block.passage, [...(groups.get(cut.block.passage) ?? []), cut]);
  const said = new Set<string>();
  return [...groups]
    .map(([index, group]) => {
      const passage = passages[index] as ScoredPassage;
      const sections = sectionsOf(group.toSorted((a, b) => a.block.at - b.block.at));
      const paragraphs = sections.flatMap((section) => {
        const found = headingFor(section, passage, asked, rater, sections.length > 1 || groups.size > 1);
        const heading = found === null || said.has(found) ? null : found;
        if (heading !== null) said.add(heading);
        const alone = sections.length === 1 && section.length === 1 && heading === null;
        const body = section.flatMap((cut) => paragraphsOf(cut, asked.text, alone));
        return heading === null ? body : [{ text: `**${heading}**`, code: false }, ...body];
      });
      // A list may go on in the next passage, and what is shown of it may stand there alone.
      const shown = group.flatMap(({ lead, parts }) => [...lead, ...parts].map((part) => part.passage));
      return marked(
        paragraphs,
        [...new Set(shown)].toSorted((a, b) => a - b),
      );
    })
    .join('\n\n');
}

/** Cuts that stand under the same heading, together. */
function sectionsOf(cuts: readonly Cut[]): Cut[][] {
  const sections: Cut[][] = [];
  for (const cut of cuts) {
    const last = sections.at(-1);
    if (last?.[0]?.block.heading === cut.block.heading) last?.push(cut);
    else sections.push([cut]);
  }
  return sections;
}

/** The nearest heading, where words of the question stand in it and not in the quote, or the quote is a bare list. */
function headingFor(
  section: readonly Cut[],
  passage: ScoredPassage,
  asked: Asked,
  rater: Rater,
  several: boolean,
): string | null {
  const first = section[0] as Cut;
  const text = section.map(textIn).join('\n');
  const own = rater.coverOf(text, asked.content);
  const gainOf = (heading: string): number => rater.coverOf(`${text}\n${heading}`, asked.content) - own;
  const nearest = first.block.heading ?? passage.headings.at(-1) ?? passage.title;
  // Of two places that were asked about, the page's title says which.
  const heading = several && gainOf(passage.title) > gainOf(nearest) ? passage.title : nearest;
  const bare = BARE.has(first.block.kind) && first.lead.length === 0 && first.parts.length > 1;
  // "This space has a projector": which one, the heading says.
  const isTitle = first.block.heading === null && passage.headings.length === 0;
  const pointsUp =
    !isTitle && first.block.first && first.parts[0] === first.block.parts[0] && POINTS_UP.test(text);
  const parted = several && (first.block.heading !== null || gainOf(heading) > UNCLEAR_OF_SEVERAL);
  // Who asked knows what was asked.
  const isQuestion = rater.coverOf(heading, asked.content) > 0.99 && !several;
  if (isQuestion || (gainOf(heading) < UNCLEAR && !(bare && own < 0.5) && !parted && !pointsUp)) return null;
  const plain = heading
    .replace(/[*_`~[\]|<>]|:[a-z_]+:/g, '')
    .replace(/[\s:]+$/, '')
    .trim();
  return plain === '' || plain.length > LONGEST_HEADING ? null : plain;
}

const BARE: ReadonlySet<string> = new Set(['list', 'steps', 'code']);
/** A quote whose first sentence names its subject only above. */
const POINTS_UP = /^(?:it|its|they|their|this|these|that|those|he|she|here|such)\b/i;
const UNCLEAR = 0.3;
const UNCLEAR_OF_SEVERAL = 0.1;
const LONGEST_HEADING = 90;

function paragraphsOf(cut: Cut, question: string, alone: boolean): Paragraph[] {
  const { block, lead, parts, gaps, after } = cut;
  const paragraphs: Paragraph[] = [];
  const prose = (list: readonly Part[]): string => list.map(({ text }) => text.trim()).join(' ');
  if (lead.length > 0) paragraphs.push({ text: prose(lead), code: false });
  if (block.kind === 'code') {
    const text = parts.map((part) => part.text).join('\n');
    // A fence inside would end the fence.
    paragraphs.push(
      text.includes('```') ? { text, code: false } : { text: `\`\`\`\n${text}\n\`\`\``, code: true },
    );
  } else if (block.kind === 'prose') {
    if (parts.length > 0) paragraphs.push({ text: prose(parts), code: false });
  } else if (block.kind === 'table') {
    for (const part of parts) paragraphs.push({ text: trimRow(part.text, question), code: false });
  } else if (block.kind === 'record') {
    for (const part of parts) paragraphs.push({ text: part.text, code: false });
  } else {
    const lone = alone && parts.length === 1 && lead.length === 0 && after === 0;
    paragraphs.push({ text: listText(parts, gaps, lone), code: false });
  }
  if (after > 0) {
    const last = paragraphs.at(-1) as Paragraph;
    last.text += `\n${moreItems(after)}`;
  }
  return paragraphs.filter(({ text }) => text !== '');
}

/** Items a line each, as they stand; what stands between them is set in. An item that stands alone loses its mark. */
function listText(parts: readonly Part[], gaps: ReadonlySet<Part>, lone: boolean): string {
  if (lone) return (parts[0]?.text ?? '').replace(ITEM, '').trim();
  const items = parts.filter(({ between }) => !between);
  const outer = Math.min(...items.map(({ depth }) => depth));
  const lines: string[] = [];
  for (const part of parts) {
    if (gaps.has(part)) lines.push(OMITTED);
    const text = part.between ? `  ${part.text.trim().replaceAll('\n', '\n  ')}` : part.text.slice(outer * 2);
    lines.push(part.between || outer === 0 ? text : text.trimStart());
  }
  return lines.join('\n');
}

/** The marks of the sources behind the last words that are no code. */
function marked(paragraphs: readonly Paragraph[], passages: readonly number[]): string {
  const marks = passages.map((index) => citationMark(index + 1)).join('');
  const plain = paragraphs.map((one) => (one.code ? one : { ...one, text: marksInParentheses(one.text) }));
  const at = plain.findLastIndex(({ code }) => !code);
  const texts = plain.map(({ text }, index) => (index === at ? `${text} ${marks}` : text));
  return at < 0 ? `${texts.join('\n\n')}\n\n${marks}` : texts.join('\n\n');
}
