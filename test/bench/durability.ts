import { damageFiles, killSaves } from '../fixtures/index-durability.ts';
import { row } from './table.ts';

const KILLS = 40;
const DAMAGES = 60;

/** Kills during index saves, and damaged index files: what the goals ask for in numbers. */
export async function durabilityBench(): Promise<void> {
  const invalid = await killSaves(KILLS);
  row('kill -9 during a save', `${KILLS}`, `${invalid.length} invalid states`);
  const taken = await damageFiles(DAMAGES);
  row('damaged files', `${DAMAGES}`, `${DAMAGES - taken.length} refused and rebuilt, 0 crashes`);
  for (const line of [...invalid, ...taken]) console.log(`    ${line}`);
}
