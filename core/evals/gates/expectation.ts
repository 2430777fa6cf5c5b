import type { GoldenCase } from '../../ports/batches.ts';

/** Whether anybody said what the answer must be; without that it is not judged, whatever it is. */
export function hasExpectation({ expectedSources, mustAbstain, expectedAnswer }: GoldenCase): boolean {
  return mustAbstain || expectedSources.length > 0 || expectedAnswer !== null;
}
