import { helmTable } from '../helm-tables/read-table.ts';
import { type Perturbation, pick } from './perturbation.ts';
import { matchCase, wordPattern } from './word-replacement.ts';

const contractions = helmTable<Record<string, string>>('contractions');
const misspellings = helmTable<Record<string, string[]>>('misspellings');
const neighbours = helmTable<Record<string, string>>('neighbouring-keys');
const fillers = helmTable<Record<string, string[]>>('filler-words');

/** Replaces each key, in any case, by its value; the first letter stays as it was written. */
function replaceAll(
  text: string,
  keys: readonly string[],
  replacement: (key: string) => string | undefined,
): string {
  return text.replace(wordPattern(keys, 'i'), (found) => {
    const value = replacement(found) ?? replacement(found.toLowerCase());
    return value === undefined ? found : found.charAt(0) + value.slice(1);
  });
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const contract = (text: string): string => {
  const back = Object.fromEntries(Object.entries(contractions()).map(([short, long]) => [long, short]));
  return replaceAll(text, Object.keys(back), (key) => own(back, key));
};

const expand = (text: string): string => {
  const longestFirst = Object.keys(contractions()).sort((a, b) => b.length - a.length);
  return replaceAll(text, longestFirst, (key) => own(contractions(), key));
};

let misspellable: RegExp | undefined;

function misspell(text: string, random: () => number, probability: number): string {
  misspellable ??= wordPattern(Object.keys(misspellings()));
  return text.replace(misspellable, (word) =>
    random() < probability ? matchCase(word, pick(misspellings()[word] ?? [], random) ?? word) : word,
  );
}

const stretch = (text: string, random: () => number): string =>
  text.replace(/ +/g, () => ' '.repeat(1 + Math.floor(random() * 3)));

function mistype(text: string, random: () => number, probability: number): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const keys = own(neighbours(), letter.toLowerCase()) ?? '';
    if (keys === '' || random() >= probability) return letter;
    const typed = pick([...keys], random) ?? letter;
    return letter === letter.toLowerCase() ? typed : typed.toUpperCase();
  });
}

function fill(text: string, random: () => number, probability: number): string {
  const phrases = Object.values(fillers()).flat();
  return text
    .split(' ')
    .map((word) => (word !== '' && random() < probability ? `${pick(phrases, random)} ${word}` : word))
    .join(' ');
}

/** Ways to write the same thing otherwise, under HELM's names and with its probabilities. */
export const spellingPerturbations: readonly Perturbation[] = [
  { name: 'lowercase', help: 'All letters small.', change: (text) => text.toLowerCase() },
  { name: 'extra_space', help: 'Two blanks for each.', change: (text) => text.replaceAll(' ', '  ') },
  { name: 'space', help: 'One to three blanks between words.', change: stretch },
  { name: 'contraction', help: '"it is" becomes "it\'s".', change: contract },
  { name: 'expansion', help: '"it\'s" becomes "it is".', change: expand },
  {
    name: 'filler_words',
    help: 'Words such as "maybe" or "I think" before some words (0.3).',
    change: (text, random, { probability }) => fill(text, random, probability ?? 0.3),
  },
  {
    name: 'misspelling',
    help: 'Common misspellings of some words (0.1).',
    change: (text, random, { probability }) => misspell(text, random, probability ?? 0.1),
  },
  {
    name: 'typos',
    help: 'A neighbouring key for some letters (0.1).',
    change: (text, random, { probability }) => mistype(text, random, probability ?? 0.1),
  },
  {
    name: 'mild_mix',
    help: "HELM's robustness set: lowercase, contraction, misspelling (0.1) and space, one after the other.",
    change: (text, random, { probability }) =>
      stretch(misspell(contract(text.toLowerCase()), random, probability ?? 0.1), random),
  },
  {
    name: 'suffix',
    help: 'A comma and the words of --suffix behind the text.',
    change: (text, _random, { suffix }) => `${text}, ${suffix ?? ''}`,
  },
];
