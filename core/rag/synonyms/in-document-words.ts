import { stemOf } from '../../text/words/stem-to-search.ts';

/** What a team says, and what its documents say for it. */
export type Synonym = { said: string; meant: string };

/** Writing without spaces between words: a word is found inside a run of letters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

type Word = { start: number; end: number; stem: string };

/**
 * The question with what the team says put as its documents say it; null where no synonym of the list stands in it. The
 * longest one at a place wins, and what was put in is not read again. Words match whatever their case and English ending.
 */
export function inDocumentWords(question: string, synonyms: readonly Synonym[]): string | null {
  if (synonyms.length === 0) return null;
  const longestFirst = synonyms.toSorted((a, b) => b.said.length - a.said.length);
  const taken: { start: number; end: number; meant: string }[] = [];
  const words = wordsOf(question);
  for (const { said, meant } of longestFirst) {
    for (const { start, end } of placesOf(said, question, words)) {
      if (taken.every((other) => end <= other.start || start >= other.end)) taken.push({ start, end, meant });
    }
  }
  if (taken.length === 0) return null;
  let text = question;
  for (const { start, end, meant } of taken.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start) + meant + text.slice(end);
  return text;
}

function placesOf(said: string, question: string, words: readonly Word[]): { start: number; end: number }[] {
  if (UNSPACED.test(said)) return insideRuns(said.toLowerCase(), question.toLowerCase());
  const stems = wordsOf(said).map(({ stem }) => stem);
  if (stems.length === 0) return [];
  return words.flatMap((first, at) => {
    const last = words[at + stems.length - 1];
    if (last === undefined || stems.some((stem, nth) => words[at + nth]?.stem !== stem)) return [];
    return [{ start: first.start, end: last.end }];
  });
}

function insideRuns(said: string, text: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = [];
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + said.length))
    places.push({ start: at, end: at + said.length });
  return places;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    stem: stemOf(word.toLowerCase(), 'en'),
  }));
}
