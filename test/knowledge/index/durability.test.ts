import { describe, expect, it } from 'vitest';
import { damageFiles, killSaves } from '../../fixtures/index-durability.ts';

// `npm run bench -- durability` does the same more often.
describe('an index on disk', () => {
  it('is whole after each of 8 kills during a save', async () => {
    expect(await killSaves(8)).toEqual([]);
  });

  it('is refused and built anew after each of 20 damages', async () => {
    expect(await damageFiles(20)).toEqual([]);
  });
});
