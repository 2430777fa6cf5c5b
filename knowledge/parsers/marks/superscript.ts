const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const units = /(?:^|[^\p{L}])(?:[kcdmµnh]?m|ft|in|yd|mi|s|[a-z])$/iu;
const ordinal = /^(?:st|nd|rd|th|e|er|re|ère|ème|eme|[oaº])$/i;
/** First to ninety-ninth, where a raised letter is an ordinal and no note. */
const shortNumber = /(?:^|[^\d.,])\d{1,2}\.?$/;
/** What footnote marks look like: a small number, a letter, signs. */
const noteMark = /^(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§#]{1,3})$/i;
/** A figure that people write, with marks between its thousands, or of several digits. */
const powerBase = /(?:^|[^\d.,])(?:10|\d)$/;

/**
 * A superscript as text behind what stands before it on its line, so that no mark runs into a figure: powers as `10^4`,
 * powers of units as `m²`, ordinals as they are, and notes as ` (note 3)`. `inTable`: figures of one digit have notes there.
 */
export function superscriptText(before: string, raised: string, inTable = false): string {
  const mark = raised.replace(/\s+/g, ' ').trim();
  if (mark === '') return '';
  const last = before.slice(-12);
  const [, inner] = /^\[(.*)\]$/.exec(mark) ?? [];
  if (inner !== undefined) return /\d$/.test(last) && noteMark.test(inner) ? ` (note ${inner})` : mark;
  if (/^(?:tm|sm|®|™|℠)$/i.test(mark)) return mark.replace(/tm/i, '™').replace(/sm/i, '℠');
  if (before.trim() === '') return noteMark.test(mark) ? `Note ${mark}: ` : `${mark} `;
  if (/\d\.?$/.test(last) && ordinal.test(mark) && (mark.length > 1 || shortNumber.test(last))) return mark;
  // Letters behind a sign of a formula: E = mc^2.
  if (/^\d{1,2}$/.test(mark) && /[=+×·*/(−]\s?\p{L}{1,3}$/u.test(last)) return `^${mark}`;
  if (/^[-−–+]?\d{1,3}$/.test(mark) && units.test(last)) return raise(mark);
  if (/\d$/.test(last)) {
    const isPower = powerBase.test(last) && (!inTable || /(?:^|\D)10$/.test(last));
    if (isPower && /^[-−–+]?[\dn]{1,3}$/i.test(mark)) return `^${mark.replace(/[−–]/, '-')}`;
    return noteMark.test(mark) ? ` (note ${mark})` : ` (${mark})`;
  }
  if (noteMark.test(mark) && /[\p{L}\p{N}.,;:!?)\]”’"'»%€$£]\s*$/u.test(last)) {
    // A letter raised at the end of a single letter is algebra: x^n.
    if (/(?:^|[^\p{L}])\p{L}$/u.test(last)) return `^${mark}`;
    return ` (note ${mark})`;
  }
  if (/^\d{1,3}(?:\s*,\s*\d{1,3})+$/.test(mark)) return ` (notes ${mark})`;
  return /^[\p{L}\d]+$/u.test(mark) ? `^${mark}` : `^(${mark})`;
}

/** A subscript as text: `CO2`, but never run into a figure. */
export function subscriptText(before: string, lowered: string): string {
  const mark = lowered.replace(/\s+/g, ' ').trim();
  if (mark === '') return '';
  if (/\d$/.test(before) || /(?:^|[^\p{L}])[a-z]$/u.test(before)) return `_${mark}`;
  return mark;
}

function raise(mark: string): string {
  return [...mark]
    .map((char) => (/\d/.test(char) ? raisedDigits.charAt(Number(char)) : char === '+' ? '⁺' : '⁻'))
    .join('');
}
