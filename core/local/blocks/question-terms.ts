import { alike, wordsOf } from './words.ts';

/** Words of so many letters may be spelt in two ways: `licence`, `license`. */
const SPELT_TWO_WAYS = 6;

/** A number that was asked about tells more than a word: error 5 is not error 6. */
const FIGURE = 2;

/** Looks up a question's words in texts: weighted by how few texts hold them, and found where they are misspelt. */
export type QuestionTerms = {
  wordsIn(text: string): ReadonlySet<string>;
  /** How telling a word is: the rarer among the texts, the more. */
  weightOf(word: string): number;
  has(words: ReadonlySet<string>, word: string): boolean;
  /** Share of the asked words that are among others, 0..1. */
  share(words: ReadonlySet<string>, content: readonly string[]): number;
  /** Share of these words that are asked for, 0..1. */
  asking(words: readonly string[], content: readonly string[]): number;
};

/** `texts` are what answers may be cut from; `others` (headings) count for spelling only. */
export function createQuestionTerms(texts: readonly string[], others: readonly string[]): QuestionTerms {
  const known = new Map<string, ReadonlySet<string>>();
  const wordsIn = (text: string): ReadonlySet<string> => {
    const found = known.get(text) ?? wordsOf(text);
    known.set(text, found);
    return found;
  };
  const inText = texts.map(wordsIn);
  const everywhere = new Set([...inText, ...others.map(wordsIn)].flatMap((words) => [...words]));
  const byLetter = Map.groupBy(everywhere, (word) => word[0] ?? '');
  const spelt = new Map<string, readonly string[]>();
  /** The word, and what is written like it, as the texts have it. */
  const forms = (word: string): readonly string[] => {
    const found = spelt.get(word) ?? [word, ...near(word, everywhere.has(word))];
    spelt.set(word, found);
    return found;
  };
  const near = (word: string, isKnown: boolean): string[] =>
    isKnown && word.length < SPELT_TWO_WAYS
      ? []
      : (byLetter.get(word[0] ?? '') ?? []).filter((one) => one !== word && alike(word, one, isKnown));
  const has = (words: ReadonlySet<string>, word: string): boolean =>
    forms(word).some((form) => words.has(form));
  const weights = new Map<string, number>();
  const weightOf = (word: string): number => {
    const holders = weights.has(word) ? 0 : inText.filter((words) => has(words, word)).length;
    const rarity = weights.get(word) ?? Math.log(1 + (1 + inText.length) / (1 + holders));
    const weight = weights.has(word) || !/\d/.test(word) ? rarity : FIGURE * rarity;
    weights.set(word, weight);
    return weight;
  };
  return {
    wordsIn,
    weightOf,
    has,
    share(words, content) {
      const total = content.reduce((sum, word) => sum + weightOf(word), 0);
      const held = content.reduce((sum, word) => sum + (has(words, word) ? weightOf(word) : 0), 0);
      return total === 0 ? 0 : held / total;
    },
    asking(words, content) {
      const asked = words.filter((word) => content.some((one) => forms(one).includes(word)));
      return words.length === 0 ? 0 : asked.length / words.length;
    },
  };
}
