import { describe } from 'vitest';
import { hasSharedData } from '../../bench/shared-data.ts';

/** Facts that need a folder of the evaluation data; skipped, and said so, where it is absent. */
export function withSharedData(folder: string, name: string, facts: () => void): void {
  if (hasSharedData(folder)) describe(name, facts);
  else describe.skip(`${name} (skipped: shared/data/${folder} is absent)`, facts);
}
