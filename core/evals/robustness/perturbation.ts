/** What a perturbation may be told; each kind reads what it needs. */
export type PerturbOptions = {
  /** How often something that may be changed is, 0..1; null = the kind's own. */
  probability: number | null;
  /** Genders that are exchanged. */
  source: Gender;
  target: Gender;
  /** What kind `suffix` puts behind a text. */
  suffix: string | null;
};

export type Gender = 'neutral' | 'female' | 'male';

/** A change that should not change the answer. */
export type Perturbation = {
  name: string;
  /** One sentence: what it does to a text. */
  help: string;
  /** Whether what is expected changes along with the text, as where another person is spoken of. */
  references?: true;
  /** `random` gives floats in [0, 1). */
  change(text: string, random: () => number, options: PerturbOptions): string;
};

export function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}
