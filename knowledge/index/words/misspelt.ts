import { stemAnew } from '../../../core/text/words/stem-to-search.ts';
import type { StringTable } from './string-table.ts';

/** What correcting needs to know of the corpus. */
export type KnownTerms = { terms: StringTable; frequencyOf(term: number): number };

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter words have too many neighbours; longer ones are no words. */
const SHORTEST = 5;
const LONGEST = 20;
/** Letters that are taken for each other: vowels by ear, the others by their place on the keyboard or their sound. */
const CONFUSED = [
  'aeiouy',
  'qwas',
  'wesd',
  'erdf',
  'rtfg',
  'tyghu',
  'uijhk',
  'opl',
  'aszx',
  'sdxc',
  'dfcv',
  'fgvb',
  'ghbn',
  'hjnm',
  'jkm',
  'kl',
  'cksz',
  'bpvf',
  'dt',
  'mn',
];
const INSTEAD_OF = new Map(
  [...LETTERS].map((letter) => [
    letter,
    [...new Set(CONFUSED.filter((group) => group.includes(letter)).join(''))].filter((one) => one !== letter),
  ]),
);
/** One letter wrong says little about what was meant where the word starts differently: the first stays. */
const FIRST = 1;

/**
 * The commonest English term of the corpus that a word becomes by one slip of the hand (a letter too many, too few or
 * another, or two that changed places; Damerau 1964), or null. The word is in lower case and no term itself.
 */
export function correctedTerm(word: string, { terms, frequencyOf }: KnownTerms): string | null {
  if (word.length < SHORTEST || word.length > LONGEST || !/^[a-z]+$/.test(word)) return null;
  let best: string | null = null;
  let most = 0;
  const tried = new Set<string>();
  for (const neighbour of neighboursOf(word)) {
    const stem = stemAnew(neighbour);
    if (tried.has(stem)) continue;
    tried.add(stem);
    const id = terms.idOf(stem);
    const frequency = id < 0 ? 0 : frequencyOf(id);
    if (frequency > most) {
      most = frequency;
      best = stem;
    }
  }
  return best;
}

function* neighboursOf(word: string): Generator<string> {
  for (let at = FIRST; at <= word.length; at++) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    for (const letter of LETTERS) yield head + letter + tail;
    if (tail === '') continue;
    yield head + tail.slice(1);
    for (const letter of INSTEAD_OF.get(tail[0] ?? '') ?? []) yield head + letter + tail.slice(1);
    if (tail.length > 1) yield head + tail[1] + tail[0] + tail.slice(2);
  }
}
