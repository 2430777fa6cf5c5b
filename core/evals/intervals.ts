import { Z_95 } from './statistics/normal.ts';

/**
 * 95 % Wilson score interval of a share, both ends 0..1 (E. B. Wilson, "Probable inference, the law of succession,
 * and statistical inference", JASA 22, 1927). Unlike p ± z·se it has a width at 0 and 1. Null when `of` is 0.
 */
export function wilson95(successes: number, of: number): [number, number] | null {
  if (of === 0) return null;
  const share = successes / of;
  const z2 = Z_95 ** 2;
  const centre = share + z2 / (2 * of);
  const half = Z_95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2));
  const scale = 1 + z2 / of;
  // At the ends the formula gives 0 and 1 exactly; the clamps take away what rounding leaves.
  return [
    successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    successes === of ? 1 : Math.min(1, (centre + half) / scale),
  ];
}
