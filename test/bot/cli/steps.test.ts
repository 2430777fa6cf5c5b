import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

it('says of each step of an answer how long it took, beside the answer', async () => {
  using place = temporaryFolder();
  writeFileSync(path.join(place.folder, 'canteen.md'), '# Canteen\n\nLunch is served from noon until two.\n');
  const options = { dataDir: place.dataDir, cwd: place.folder };
  expect((await runDocent(['ingest', 'canteen.md'], options)).code).toBe(0);
  const run = await runDocent(['ask', 'When is lunch served?', '--steps', '--json'], options);
  expect(run.json()).toMatchObject({ outcome: 'answered', citations: [{ title: 'Canteen' }] });
  const steps = run.err.trim().split('\n');
  expect(steps.every((line) => /^[a-z-]+: \d+ ms$/.test(line))).toBe(true);
  expect(steps.map((line) => line.split(':')[0])).toEqual(
    expect.arrayContaining(['input-guards', 'retrieve', 'generate', 'output-guards']),
  );
});
