import { MOST_UNITS } from './units.ts';

/** Units looked at for each passage wanted: several of the best may be of one passage. */
const UNITS_A_PASSAGE = 4;

/** The number of a passage's unit in a set of vectors. */
export function unitId(passage: number, at: number): number {
  return passage * MOST_UNITS + at;
}

/** The first `k` passages by their best unit; `nearest` gives units, best first. */
export function passagesOf(nearest: (units: number) => { id: number }[], k: number): number[] {
  const passages = new Set<number>();
  for (const { id } of nearest(k * UNITS_A_PASSAGE)) {
    passages.add(Math.floor(id / MOST_UNITS));
    if (passages.size === k) break;
  }
  return [...passages];
}
