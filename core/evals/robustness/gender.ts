import { helmTable } from '../helm-tables/read-table.ts';
import type { Gender, Perturbation, PerturbOptions } from './perturbation.ts';
import { matchCase, wordPattern } from './word-replacement.ts';

type GenderWords = { order: Gender[]; terms: string[][]; pronouns: string[][] };

const genderWords = helmTable<GenderWords>('gender-words');

function exchange(kind: 'terms' | 'pronouns') {
  return (text: string, random: () => number, { source, target, probability }: PerturbOptions): string => {
    const { order, [kind]: rows } = genderWords();
    const other = new Map<string, string>();
    for (const row of rows) {
      const [from, to] = [row[order.indexOf(source)], row[order.indexOf(target)]];
      // "his" stands for "her" and "hers": the first row counts, as upstream.
      if (from !== undefined && to !== undefined && !other.has(from)) other.set(from, to);
    }
    return text.replace(wordPattern([...other.keys()], 'i'), (word) =>
      random() < (probability ?? 1) ? matchCase(word, other.get(word.toLowerCase()) ?? word) : word,
    );
  };
}

/** Who is spoken of is another; the answer should be the same. Unlike HELM 0.5 also at the ends of a text. */
export const genderPerturbations: readonly Perturbation[] = [
  {
    name: 'gender_pronouns',
    help: 'Pronouns of one gender (--source) become those of another (--target).',
    references: true,
    change: exchange('pronouns'),
  },
  {
    name: 'gender_terms',
    help: 'Words such as "son" or "mother" become those of another gender.',
    references: true,
    change: exchange('terms'),
  },
];
