import { seededRandom } from '../statistics/seeded-random.ts';
import { genderPerturbations } from './gender.ts';
import type { Perturbation, PerturbOptions } from './perturbation.ts';
import { spellingPerturbations } from './spelling.ts';

/** Every perturbation there is. */
export const allPerturbations: readonly Perturbation[] = [...spellingPerturbations, ...genderPerturbations];

/** Other names that they go by. */
const ALIASES: Readonly<Record<string, string>> = {
  lower: 'lowercase',
  misspellings: 'misspelling',
  spaces: 'space',
  filler: 'filler_words',
  typo: 'typos',
  gender: 'gender_pronouns',
};

/** Those of HELM that need what Docent does not have, and what that is. */
export const absentPerturbations: Readonly<Record<string, string>> = {
  synonym: 'it needs WordNet, which Docent does not ship',
  dialect: 'its table of words is not public',
  person_name: 'its lists of names are not public',
  contrast_sets: 'contrast sets belong to single data sets',
  translate: 'it needs a translation service',
};

/** The perturbation of a name, with - or _. */
export function perturbationNamed(name: string): Perturbation | undefined {
  const plain = perturbationName(name);
  return allPerturbations.find((one) => one.name === plain);
}

export function perturbationName(name: string): string {
  const plain = name.toLowerCase().replaceAll('-', '_');
  return Object.hasOwn(ALIASES, plain) ? (ALIASES[plain] ?? plain) : plain;
}

/** Changes a text. The same seed and id give the same text, whatever stands before it in a file. */
export function perturb(
  perturbation: Perturbation,
  { id, text }: { id: string; text: string },
  seed: string,
  options: PerturbOptions,
): string {
  return perturbation.change(text, seededRandom(JSON.stringify([seed, id])), options);
}
