import type { GoldenCase } from '../../ports/batches.ts';

/** Whether anybody said what the answer must be; without that it is not judged, whatever it is. */
export function hasExpectation(expected: GoldenCase): boolean {
  const { expectedSources, mustAbstain, expectedAnswer, expectedFacts = [] } = expected;
  return mustAbstain || expectedSources.length > 0 || expectedAnswer !== null || expectedFacts.length > 0;
}
