import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../../knowledge/index/files/snapshot.ts';

const SNAPSHOT = fileURLToPath(new URL('../../../knowledge/index/files/snapshot.ts', import.meta.url));

/** Saves snapshots of a few megabytes without end, and says when it has saved the first. */
const SAVER = `
  import { writeSnapshot } from ${JSON.stringify(SNAPSHOT)};
  const dir = process.argv[1];
  for (let generation = Number(process.argv[2]); ; generation++) {
    const part = { meta: {}, sections: new Map([['bytes', new Uint8Array(3_000_000).fill(generation)]]) };
    writeSnapshot(dir, generation, new Map([['lexical', part], ['vectors', part]]));
    console.log(generation);
  }`;

describe('a process that is killed while it saves', () => {
  const dir = mkdtempSync(join(tmpdir(), 'docent-kill-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([1, 2, 3, 4, 5, 6])('leaves a whole snapshot behind (kill %i)', async (round) => {
    const saver = spawn(process.execPath, ['--input-type=module', '-e', SAVER, dir, String(round * 1000)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(saver.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, 13 * round));
    saver.kill('SIGKILL');
    await once(saver, 'exit');
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { generation: number };
    expect(manifest.generation).toBeGreaterThanOrEqual(round * 1000);
    const found = readSnapshot(dir, manifest.generation);
    const bytes = 'parts' in found ? found.parts.get('lexical')?.sections.get('bytes') : null;
    expect(bytes?.every((byte) => byte === manifest.generation % 256)).toBe(true);
  });
});
