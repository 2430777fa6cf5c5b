/**
 * Looks once through a text for many short pieces at a time. It says which groups of pieces a text may hold, so that patterns
 * whose pieces are absent need not be tried: one look costs about what one plain pattern does, whatever the number of pieces.
 */

/** What a look saw: a bit for each group, the number of digits, and whether something is outside ASCII and its punctuation. */
export type Seen = { groups: number; digits: number; foreign: boolean };

/** Classes of characters: 0 any other sign, 1-26 letters of either case, then these. What is outside ASCII shares the last. */
const CLASS = { digit: 27, bracket: 28, colon: 29, at: 30, foreign: 31 } as const;
/** Dashes, quotes and dots of typography are signs like those of ASCII. */
const TYPOGRAPHY = { from: 0x2010, to: 0x2028 } as const;
const BITS = 5;
const LAST = 4;
const ENDS = (1 << (BITS * LAST)) - 1;
/** All classes but those of ASCII letters. */
const NO_LETTER = ~0x7ff_fffe;
const ANY = -1;

const classes = new Uint8Array(0x1_0000);
for (let code = 0; code < classes.length; code += 1) classes[code] = classOf(code);

/** Upper and lower case share a class, also where only the case-insensitive forms of Unicode meet (ſ and s, K and k). */
function classOf(code: number): number {
  if (code === 0x17f) return classOf(0x73);
  if (code === 0x212a) return classOf(0x6b);
  if (code === 0x130 || code === 0x131) return classOf(0x69);
  if (code >= TYPOGRAPHY.from && code < TYPOGRAPHY.to) return 0;
  if (code > 0x7f) return CLASS.foreign;
  const letter = (code | 0x20) - 0x60;
  if (code >= 0x41 && letter >= 1 && letter <= 26) return letter;
  if (code >= 0x30 && code <= 0x39) return CLASS.digit;
  const sign = String.fromCharCode(code);
  if (sign === ':') return CLASS.colon;
  if (sign === '@') return CLASS.at;
  return '<[|({'.includes(sign) ? CLASS.bracket : 0;
}

/** `after` = how many of its characters stand behind the four by which a piece is found. */
type Piece = { bit: number; masks: Int32Array; after: number };

/** Letters from common to rare in English; each is taken to be rarer than the one before by the same factor. */
const BY_FREQUENCY = 'etaoinsrhldcumfpgwybvkxjqz';
const RARER = 0.88;
const SIGN_SHARE = 0.2;

/** What a character of a piece stands for: a blank for anything but an ASCII letter, everything else for its class. */
function maskOf(char: string): number {
  return char === ' ' ? NO_LETTER : 1 << (classes[char.charCodeAt(0)] ?? 0);
}

/**
 * A look for groups of pieces, each in lower case; the bit of a group is its place. The ends of a text count as signs. May
 * see what is not there (classes are coarse), never the other way round.
 */
export function createLook(groups: readonly (readonly string[])[]): (text: string) => Seen {
  /** By the classes of four characters: which entry of `endings` holds the pieces that end so, 0 for none. */
  const entries = new Uint16Array(1 << (BITS * LAST));
  const endings: { bits: number; pieces: Piece[] }[] = [{ bits: 0, pieces: [] }];
  const signs: { bit: number; kind: number }[] = [];

  function add(end: number, piece: Piece): void {
    const known = endings[entries[end] || endings.length];
    if (known === undefined) {
      entries[end] = endings.length;
      endings.push({ bits: piece.bit, pieces: [piece] });
    } else {
      known.bits |= piece.bit;
      known.pieces.push(piece);
    }
  }

  for (const [place, texts] of groups.entries())
    for (const text of texts) {
      const bit = 1 << place;
      if (text.length === 1) signs.push({ bit, kind: classes[text.charCodeAt(0)] ?? 0 });
      else {
        const masks = Int32Array.from(text, maskOf);
        const last = rarestEnd(text);
        const piece: Piece = { bit, masks, after: text.length - last };
        for (const end of endsOf(masks.subarray(0, last))) add(end, piece);
      }
    }

  function seenAt(text: string, at: number, entry: number, before: number): number {
    const ending = endings[entry];
    if (ending === undefined || (before & ending.bits) === ending.bits) return before;
    let seen = before;
    for (const { bit, masks, after } of ending.pieces)
      if ((seen & bit) === 0 && endsAt(text, at + after, masks)) seen |= bit;
    return seen;
  }

  return (text) => {
    let seen = 0;
    let kinds = 0;
    let digits = 0;
    let end = 0;
    const { length } = text;
    for (let at = 0; at <= length; at += 1) {
      const kind = at < length ? (classes[text.charCodeAt(at)] as number) : 0;
      if (kind === CLASS.digit) digits += 1;
      kinds |= 1 << kind;
      end = ((end << BITS) | kind) & ENDS;
      const entry = entries[end] as number;
      if (entry !== 0) seen = seenAt(text, at, entry, seen);
    }
    for (const { bit, kind } of signs) if ((kinds >>> kind) & 1) seen |= bit;
    return { groups: seen, digits, foreign: ((kinds >>> CLASS.foreign) & 1) === 1 };
  };
}

/** Every way in which the last characters of a piece may stand in a text. */
function endsOf(masks: Int32Array): number[] {
  let ends = [0];
  for (let place = masks.length - LAST; place < masks.length; place += 1) {
    const mask = place < 0 ? ANY : (masks[place] as number);
    const kinds = Array.from({ length: 1 << BITS }, (_, kind) => kind).filter((kind) => (mask >>> kind) & 1);
    ends = ends.flatMap((end) => kinds.map((kind) => (end << BITS) | kind));
  }
  return ends;
}

/** Where the four characters end that are likely to be the rarest of a piece. */
function rarestEnd(text: string): number {
  const shares = Array.from(text, (char) => {
    const rank = BY_FREQUENCY.indexOf(char);
    return rank < 0 ? SIGN_SHARE : RARER ** rank;
  });
  let [best, least] = [text.length, Number.POSITIVE_INFINITY];
  for (let end = LAST; end <= text.length; end += 1) {
    const share = shares.slice(end - LAST, end).reduce((product, each) => product * each, 1);
    if (share < least) [best, least] = [end, share];
  }
  return best;
}

function endsAt(text: string, at: number, masks: Int32Array): boolean {
  const start = at - masks.length + 1;
  // Before and after the text stand signs.
  for (let place = 0; place < masks.length; place += 1) {
    const code = text.charCodeAt(start + place);
    const kind = Number.isNaN(code) ? 0 : (classes[code] as number);
    if ((((masks[place] as number) >>> kind) & 1) === 0) return false;
  }
  return true;
}
