import { Z_95, Z_POWER_80 } from './normal.ts';

/** Pairs that show a difference of `points` at 5 % with 80 % power, where differences spread by `deviation`. */
export function pairsNeeded(deviation: number, points: number): number {
  return Math.ceil((((Z_95 + Z_POWER_80) * deviation) / points) ** 2);
}
