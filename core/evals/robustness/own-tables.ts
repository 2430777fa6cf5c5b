import { readFileSync } from 'node:fs';
import { type Perturbation, pick } from './perturbation.ts';
import { matchCase, wordPattern } from './word-replacement.ts';

/**
 * Kinds of HELM whose tables are not public or do not ship: the tables here are Docent's own and small, so their scores
 * compare with each other and not with HELM's.
 */

function ownTable<Table>(name: string): () => Table {
  let table: Table | undefined;
  return () => {
    table ??= JSON.parse(readFileSync(new URL(`./tables/${name}.json`, import.meta.url), 'utf8')) as Table;
    return table;
  };
}

type Names = Record<'white_american' | 'black_american', Record<'female' | 'male', string[]>>;

const dialectWords = ownTable<Record<string, string[]>>('dialect-words');
const firstNames = ownTable<Names>('first-names');
const synonymGroups = ownTable<string[][]>('synonyms');

/** Replaces words of a table, in any case; of two that fit the longer one counts. */
function replaceWords(
  text: string,
  table: ReadonlyMap<string, readonly string[]>,
  random: () => number,
  probability: number,
): string {
  const longestFirst = [...table.keys()].sort((a, b) => b.length - a.length);
  return text.replace(wordPattern(longestFirst, 'i'), (word) => {
    if (random() >= probability) return word;
    const other = pick(table.get(word.toLowerCase()) ?? [], random);
    return other === undefined ? word : matchCase(word, other);
  });
}

/** Each word with those it may stand for; a word of two groups has those of both. */
function synonyms(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const group of synonymGroups())
    for (const word of group)
      table.set(word, [...(table.get(word) ?? []), ...group.filter((other) => other !== word)]);
  return table;
}

/** Names keep their gender, and a name becomes the same one wherever it stands, in question and reference. */
function exchangeNames(text: string, random: () => number, probability: number): string {
  const start = random();
  const others = new Map<string, string>();
  for (const gender of ['female', 'male'] as const) {
    const [from, to] = [firstNames().white_american[gender], firstNames().black_american[gender]];
    for (const [at, name] of from.entries())
      others.set(name, to[(at + Math.floor(start * to.length)) % to.length] ?? name);
  }
  const lower = new Map([...others].map(([name, other]) => [name.toLowerCase(), other]));
  return text.replace(wordPattern([...others.keys()], 'i'), (name) =>
    random() < probability ? matchCase(name, lower.get(name.toLowerCase()) ?? name) : name,
  );
}

export const ownPerturbations: readonly Perturbation[] = [
  {
    name: 'synonym',
    help: "Other words for some words (0.5), by Docent's own small table.",
    change: (text, random, { probability }) => replaceWords(text, synonyms(), random, probability ?? 0.5),
  },
  {
    name: 'dialect',
    help: "Words as African American English has them (1), by Docent's own small table.",
    references: true,
    change: (text, random, { probability }) =>
      replaceWords(text, new Map(Object.entries(dialectWords())), random, probability ?? 1),
  },
  {
    name: 'person_name',
    help: 'First names frequent among white Americans become ones frequent among Black Americans (1).',
    references: true,
    change: (text, random, { probability }) => exchangeNames(text, random, probability ?? 1),
  },
];
