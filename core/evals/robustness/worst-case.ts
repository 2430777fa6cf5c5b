import { meanOf } from '../benchmarks/moments.ts';

/** A score of each item as it stands, and of the same items perturbed, as HELM reports them. */
export type WorstCase = {
  /** Means: of the items as they stand, of all perturbed ones, and of the worst of each item, the plain one among them. */
  plain: number;
  perturbed: number;
  worst: number;
  n: number;
};

/** `perturbed`: one list a perturbation, each in the order of `plain`. Null without items. */
export function worstCase(
  plain: readonly number[],
  perturbed: readonly (readonly number[])[],
): WorstCase | null {
  const worst = plain.map((score, at) => Math.min(score, ...perturbed.flatMap((scores) => scores[at] ?? [])));
  const means = [meanOf(plain), meanOf(perturbed.flat()), meanOf(worst)];
  const [of, changed, lowest] = means;
  if (of == null || changed == null || lowest == null) return null;
  return { plain: of, perturbed: changed, worst: lowest, n: plain.length };
}
