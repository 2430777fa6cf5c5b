import { UNITS } from '../gates/gate-words.ts';

/** A piece of a question as it was written. */
export type RawToken = {
  /** Lower case, except in code. */
  text: string;
  kind: 'word' | 'number' | 'code' | 'unit';
  /** Capital letter where a sentence does not ask for one. */
  name: boolean;
  /** A comma or other mark stands before it. */
  pause: boolean;
};

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan't\b/gi, 'can not'],
  [/\bcannot\b/gi, 'can not'],
  [/\bwon't\b/gi, 'will not'],
  [/\bshan't\b/gi, 'shall not'],
  [/n't\b/gi, ' not'],
  [/\b(what|where|when|who|how|why|that|there|it|here)'s\b/gi, '$1 is'],
  [/\b(what|where|when|who|how|why)'re\b/gi, '$1 are'],
  [/\bi'm\b/gi, 'I am'],
  [/'re\b/gi, ' are'],
  [/'ve\b/gi, ' have'],
  [/'ll\b/gi, ' will'],
  [/'d\b/gi, ' would'],
  [/'s\b/gi, ''],
  [/s'(?=\s|$)/gi, 's'],
];

const NUMBER_WITH_UNIT = /^([$€£¥]?)(\d+(?:[.,]\d+)*)([a-zA-Z%°]{0,12}|[€£¥$])$/;
const UNIT_WORDS = new Set(UNITS.flatMap((line) => line.split(' ')));
const ORDINAL = /^(\d+)(?:st|nd|rd|th)$/i;

/** Splits a question into words, numbers with their units, and code; spelling that changes nothing is evened out. */
export function rawTokens(question: string): RawToken[] {
  let text = question
    .normalize('NFKC')
    .replace(/[‘’‛`´](?=[a-z]{1,2}\b)/gi, "'")
    .replace(/[‐‑‒–—−]/g, '-');
  for (const [pattern, replacement] of CONTRACTIONS) text = text.replace(pattern, replacement);
  const pieces = text.split(/(`[^`]+`)|\s+/).filter((piece) => piece !== undefined && piece !== '');
  const letters = pieces.filter((piece) => /\p{L}/u.test(piece));
  const shouting =
    letters.filter((piece) => /^\P{Ll}*\p{Lu}\P{Ll}*$/u.test(piece)).length > letters.length / 2;
  const titled =
    letters.filter((piece) => /^\P{L}*\p{Lu}/u.test(piece)).length > letters.length * 0.6 &&
    letters.length > 2;
  const tokens: RawToken[] = [];
  let fresh = true;
  let pause = false;
  for (const piece of pieces) {
    const core = piece.replace(/^[\s"“”„'([{<,;:!?*]+|[\s"“”„')\]}>,;:!?.*…]+$/g, '');
    if (/^[("“[{]/.test(piece)) pause = true;
    if (core !== '') {
      for (const part of split(core)) {
        const named = !shouting && !titled && isName(part.text, part.kind, fresh);
        tokens.push({ text: caseOf(part, named), kind: part.kind, name: named, pause });
        fresh = false;
        pause = false;
      }
    }
    if (/[.!?…]["”')]*$/.test(piece)) fresh = true;
    if (/[,;:.!?)…"”]$/.test(piece) || core === '') pause = true;
  }
  return tokens;
}

type Part = { text: string; kind: RawToken['kind'] };

function split(core: string): Part[] {
  if (core.startsWith('`')) return [{ text: core.slice(1, -1).trim(), kind: 'code' }];
  const ordinal = ORDINAL.exec(core);
  if (ordinal !== null) return [{ text: ordinal[1] ?? core, kind: 'number' }];
  const measured = NUMBER_WITH_UNIT.exec(core);
  if (measured !== null && isUnit(measured[3] ?? '')) {
    const [, sign = '', number = '', unit = ''] = measured;
    const parts: Part[] = [{ text: plainNumber(number), kind: 'number' }];
    if (sign !== '') parts.push({ text: sign, kind: 'unit' });
    if (unit !== '') parts.push({ text: unit.toLowerCase(), kind: 'unit' });
    return parts;
  }
  if (/^[$€£¥%&+#]$/.test(core))
    return [{ text: core, kind: core === '&' || core === '+' ? 'word' : 'unit' }];
  if (isCode(core)) return [{ text: core, kind: 'code' }];
  const pieces = core.split(/[-/:,.'&]+/).filter((piece) => piece !== '');
  if (pieces.length > 1) return pieces.flatMap(split);
  return [{ text: core, kind: 'word' }];
}

/** `10GB` is a number with its unit, `2FA` is a name. */
function isUnit(suffix: string): boolean {
  return suffix === '' || suffix === 'k' || UNIT_WORDS.has(suffix.toLowerCase());
}

/** Flags, paths, addresses, versions, identifiers: one character more or less names another thing. */
function isCode(text: string): boolean {
  return (
    /[_=@\\#+~^|$<>{}[\]()]/.test(text) ||
    /^-{1,2}[a-z]/i.test(text) ||
    /^[./~]+\w/.test(text) ||
    /::|:\/\/|\w\/\w+\//.test(text) ||
    /^v?\d+(?:\.\d+){1,}[\w.-]*$/i.test(text) ||
    /\p{Ll}\p{Lu}/u.test(text) ||
    (/^[\p{L}\d]+$/u.test(text) && /\d/.test(text) && /\p{L}/u.test(text)) ||
    /^[\w-]+\.[a-z]{2,5}$/i.test(text)
  );
}

function isName(text: string, kind: Part['kind'], fresh: boolean): boolean {
  if (kind !== 'word' || text === 'I') return false;
  if (/^\p{Lu}[\p{Lu}\d]+s?$/u.test(text)) return true;
  return !fresh && /^\p{Lu}/u.test(text);
}

function caseOf(part: Part, named: boolean): string {
  if (part.kind !== 'word') return part.kind === 'code' ? part.text : part.text.toLowerCase();
  // `IT`, `US`, `WHO`: as a name it is not the little word of the same letters.
  if (named && /^\p{Lu}{2,}$/u.test(part.text) && LITTLE.has(part.text)) return part.text;
  return part.text.toLowerCase();
}

const LITTLE = new Set(['IT', 'US', 'WHO', 'OR', 'IN', 'ME', 'AM', 'IS', 'AS', 'ALL', 'CAN', 'MAY']);

/** `1,000` and `1000` are one number, `1,5` and `1.5` too; `3.1` and `3.10` may be two versions. */
function plainNumber(text: string): string {
  const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.');
  return grouped.includes('.') ? grouped : String(Number(grouped));
}
