import { type Asked, MEANS, NOTHING, type WordTable } from '../words/word-table.ts';
import { NEAR } from './weights.ts';
import { FIELD_BREAK, FIRST_TERM } from './word-order.ts';

/** What reading a candidate's words tells, before it is compared with the other candidates. */
export const WORD_FEATURES = [
  // Share of the title's words that the question has.
  'titleMatch',
  // Share of the question's neighbouring pairs that are neighbours, and near each other.
  'bigrams',
  'near',
  // How close all of the question's words are to each other, and how often.
  'close',
  // The largest share of the question that follows word on word.
  'run',
  // Share of the question in the best sentence, the second, and in the best with words written alike.
  'sentence',
  'second',
  'alikeSentence',
  // 1 where the title holds every word of the question, else 0.
  'titleHolds',
] as const;

/** Works out `WORD_FEATURES` of packed words (see `word-order.ts`), into `into` from `at` on. */
export type FeatureReader = (words: Int32Array, count: number, into: Float32Array, at: number) => void;

/** What is carried along a passage: kept in one object, since a closure's variables would be slower. */
type Walk = { field: number; position: number; before: number; run: number; longest: number };

const TITLE = 0;
/** Matches that can be within `NEAR.wide` words of each other. */
const RECENT = 32;
const MOST_CLOSE = 3;

/** A reader for one question; its scratch is used again for every candidate. Shares are of the question's idf. */
export function createFeatureReader(asked: readonly Asked[], table: WordTable): FeatureReader {
  const size = asked.length;
  const { meaning } = table;
  const idf = Float64Array.from(asked, (term) => term.idf);
  const contentMask = asked.reduce((mask, { content }, term) => (content ? mask | (1 << term) : mask), 0);
  const contents = asked.filter(({ content }) => content).length;
  const total = idf.reduce((sum, value) => sum + value, 0) || 1;
  const pairs = idf.map((value, i) => (i === 0 ? 0 : Math.min(value, idf[i - 1] as number)));
  const pairTotal = pairs.reduce((sum, value) => sum + value, 0);
  const recentTerm = new Int32Array(RECENT);
  const recentPosition = new Int32Array(RECENT);
  // The sentence that a term was last counted in.
  const countedIn = new Int32Array(size);
  const seen = { adjacent: 0, near: 0, close: 0, recent: 0 };

  const meet = (term: number, walk: Walk): void => {
    const value = idf[term] as number;
    walk.run = term === walk.before + 1 ? walk.run + value : value;
    if (term === walk.before + 1) seen.adjacent |= 1 << term;
    if (walk.run > walk.longest) walk.longest = walk.run;
    for (let back = seen.recent - 1; back >= 0 && back >= seen.recent - RECENT; back--) {
      const apart = walk.position - (recentPosition[back % RECENT] as number);
      if (apart > NEAR.wide) break;
      const other = recentTerm[back % RECENT] as number;
      if (other === term) continue;
      seen.close += Math.min(value, idf[other] as number) / (apart + 1);
      if (apart > NEAR.window) continue;
      if (other === term - 1) seen.near |= 1 << term;
      else if (other === term + 1) seen.near |= 1 << other;
    }
    recentTerm[seen.recent % RECENT] = term;
    recentPosition[seen.recent % RECENT] = walk.position;
    seen.recent++;
    walk.before = term;
  };

  const shareOfPairs = (mask: number): number => {
    if (pairTotal === 0) return 0;
    let sum = 0;
    for (let i = 1; i < size; i++) if ((mask >>> i) & 1) sum += pairs[i] as number;
    return sum / pairTotal;
  };

  return (words, count, into, at) => {
    countedIn.fill(-1);
    seen.adjacent = seen.near = seen.close = seen.recent = 0;
    const walk: Walk = { field: TITLE, position: 0, before: -2, run: 0, longest: 0 };
    let [titleWords, titleHits, titleMask] = [0, 0, 0];
    let [number, plain, alike, best, second, bestAlike] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i <= count; i++) {
      const value = i < count ? (words[i] as number) : FIELD_BREAK;
      if (value < FIRST_TERM) {
        if (plain > best) {
          second = best;
          best = plain;
        } else if (plain > second) second = plain;
        if (alike > bestAlike) bestAlike = alike;
        plain = alike = 0;
        number++;
        walk.before = -2;
        if (value === FIELD_BREAK) {
          walk.field++;
          walk.position += NEAR.wide;
        }
        continue;
      }
      walk.position++;
      if (walk.field === TITLE) titleWords++;
      const word = value - FIRST_TERM;
      let what = meaning[word] as number;
      if (what === 0) what = table.lookInto(word);
      if (what === NOTHING) {
        walk.before = -2;
        continue;
      }
      const term = what - MEANS;
      const likeness = table.likenessOf(word);
      if (countedIn[term] !== number) {
        countedIn[term] = number;
        alike += likeness * (idf[term] as number);
        if (likeness === 1) plain += idf[term] as number;
      }
      if (likeness < 1) {
        walk.before = -2;
        continue;
      }
      if (walk.field === TITLE) {
        titleHits++;
        titleMask |= 1 << term;
      }
      meet(term, walk);
    }
    into[at] = titleWords === 0 ? 0 : titleHits / titleWords;
    into[at + 1] = shareOfPairs(seen.adjacent);
    into[at + 2] = shareOfPairs(seen.near);
    into[at + 3] = Math.min(MOST_CLOSE, seen.close / total);
    into[at + 4] = walk.longest / total;
    into[at + 5] = best / total;
    into[at + 6] = second / total;
    into[at + 7] = bestAlike / total;
    // A single word in a title says little; a whole question of two or more says what the page is for.
    into[at + 8] = contents > 1 && (titleMask & contentMask) === contentMask ? 1 : 0;
  };
}
