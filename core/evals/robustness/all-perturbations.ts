import { seededRandom } from '../statistics/seeded-random.ts';
import { genderPerturbations } from './gender.ts';
import { ownPerturbations } from './own-tables.ts';
import type { Perturbation, PerturbOptions } from './perturbation.ts';
import { spellingPerturbations } from './spelling.ts';

/** Every perturbation there is. */
export const allPerturbations: readonly Perturbation[] = [
  ...spellingPerturbations,
  ...genderPerturbations,
  ...ownPerturbations,
];

/** Other names that they go by. */
const ALIASES: Readonly<Record<string, string>> = {
  lower: 'lowercase',
  misspellings: 'misspelling',
  spaces: 'space',
  filler: 'filler_words',
  typo: 'typos',
  gender: 'gender_pronouns',
  robustness: 'mild_mix',
  synonyms: 'synonym',
  names: 'person_name',
};

/** HELM's names of kinds with a probability, and that probability. */
const LEVELS: Readonly<Record<string, [kind: string, probability: number]>> = {
  misspelling_mild: ['misspelling', 0.05],
  misspelling_medium: ['misspelling', 0.2],
  misspelling_hard: ['misspelling', 0.5],
  typo_easy: ['typos', 0.1],
  typo_medium: ['typos', 0.3],
  typo_hard: ['typos', 0.5],
};

/** Those of HELM that need what Docent does not have, and what that is. */
export const absentPerturbations: Readonly<Record<string, string>> = {
  contrast_sets: 'contrast sets belong to single data sets',
  translate: 'it needs a translation service',
};

/** The perturbation of a name, with - or _. */
export function perturbationNamed(name: string): Perturbation | undefined {
  const plain = perturbationName(name);
  const [kind, probability] = (Object.hasOwn(LEVELS, plain) ? LEVELS[plain] : undefined) ?? [plain, null];
  const found = allPerturbations.find((one) => one.name === kind);
  if (found === undefined || probability === null) return found;
  return {
    ...found,
    change: (text, random, options) =>
      found.change(text, random, { ...options, probability: options.probability ?? probability }),
  };
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
