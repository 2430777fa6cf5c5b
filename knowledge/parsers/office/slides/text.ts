import type { BlockBuilder, Place } from '../../block-builder.ts';
import { equationText } from '../../marks/equation.ts';
import { subscriptText, superscriptText } from '../../marks/superscript.ts';
import { numberText } from '../numbers.ts';
import { kid, kids, textOf, type Xml } from '../xml.ts';

/** Counts what is left out of the text of slides. */
export type Struck = () => void;

/** Kinds of automatic numbers, by the beginning of their names: `alphaLcPeriod`, `romanUcParenR`. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^alphaLc/, 'lowerLetter'],
  [/^alphaUc/, 'upperLetter'],
  [/^romanLc/, 'lowerRoman'],
  [/^romanUc/, 'upperRoman'],
];

/** Words of an `a:p`: struck runs left out, raised ones as marks. */
export function paragraphText(paragraph: Xml, struck: Struck, inTable: boolean): string {
  let text = '';
  const read = (element: Xml): void => {
    if (element.name === 'a:br') text += '\n';
    else if (element.name === 'a:r' || element.name === 'a:fld') {
      const look = kid(element, 'a:rPr')?.attribs ?? {};
      const words = textOf(kid(element, 'a:t'));
      if (/^(?:sng|dbl)Strike$/.test(look['strike'] ?? '')) {
        if (words.trim() !== '') struck();
        return;
      }
      const baseline = Number.parseInt(look['baseline'] ?? '0', 10);
      if (baseline > 0) text += superscriptText(text.slice(-40), words, inTable);
      else if (baseline < 0) text += subscriptText(text.slice(-40), words);
      else text += words;
    } else if (element.name === 'm:oMath') text += ` ${equationText(element)} `;
    else if (element.name === 'mc:AlternateContent')
      for (const child of kids(kid(element, 'mc:Choice'))) read(child);
    else if (element.name !== 'a:pPr') for (const child of kids(element)) read(child);
  };
  for (const child of kids(paragraph)) read(child);
  return text;
}

/** Adds a `txBody`: lines with marks or levels as a list, others as paragraphs. */
export function addText(builder: BlockBuilder, body: Xml | null, place: Place, struck: Struck): void {
  const lines = kids(body, 'a:p').map((paragraph) => ({
    properties: kid(paragraph, 'a:pPr'),
    level: Number(kid(paragraph, 'a:pPr')?.attribs['lvl'] ?? 0) || 0,
    text: paragraphText(paragraph, struck, false),
  }));
  const isList = lines.some(
    ({ properties, level, text }) =>
      text.trim() !== '' &&
      (level > 0 || kid(properties, 'a:buChar') !== null || kid(properties, 'a:buAutoNum') !== null),
  );
  const counts: number[] = [];
  for (const { properties, level, text } of lines) {
    if (text.trim() === '') continue;
    if (!isList || kid(properties, 'a:buNone') !== null) {
      builder.paragraph(text, place);
      continue;
    }
    const numbered = kid(properties, 'a:buAutoNum');
    counts.length = Math.min(counts.length, level + 1);
    if (numbered === null) counts.length = Math.min(counts.length, level);
    else counts[level] = (counts[level] ?? Number(numbered.attribs['startAt'] ?? 1) - 1) + 1;
    builder.item(text, level, numbered === null ? '-' : `${markOf(numbered, counts[level] ?? 1)}`, place);
  }
  builder.endList();
}

function markOf(numbered: Xml, count: number): string {
  const type = numbered.attribs['type'] ?? 'arabicPeriod';
  const kind = kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'decimal';
  return `${numberText(count, kind)}${/ParenR$|ParenBoth$/.test(type) ? ')' : '.'}`;
}
