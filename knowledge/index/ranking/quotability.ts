/** What a sentence loses (in log odds) for how it would read as an answer. Set by hand: no test set has such texts. */
const PENALTY = {
  /** A question is no answer. */
  question: 2.5,
  /** A heading, a label, a bare link: it names the answer's place, and says nothing. */
  bare: 2,
  /** It ends with a colon: what it announces comes after it. */
  announces: 0.5,
} as const;

const FEWEST_WORDS = 4;

/** 0 for a plain sentence, below for what cannot stand alone. */
export function quotability(sentence: string): number {
  if (/\?["'”’)\]]*$/.test(sentence)) return -PENALTY.question;
  if (isBare(sentence)) return -PENALTY.bare;
  return /:$/.test(sentence) ? -PENALTY.announces : 0;
}

/** A few words without an end mark, or an item that is a name and a pointer (`- Leave guidance found on the wiki`). */
function isBare(sentence: string): boolean {
  if (/[.!。！:]["'”’)\]]*$/.test(sentence)) return false;
  if (sentence.length > LONGEST_BARE || UNSPACED.test(sentence)) return false;
  const plain = sentence.replace(/^(?:[-*•·–+>]|\(?\d{1,3}[.)])\s*/, '');
  if (/^https?:\S+$/.test(plain)) return true;
  const words = plain.split(/\s+/).length;
  if (words < FEWEST_WORDS) return !/[:|=]/.test(plain);
  return /\b(?:found|available|located|see|guidance|template|form|link) (?:on|in|at|here)\b/i.test(plain);
}

const LONGEST_BARE = 80;
/** Scripts that are written without spaces. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
