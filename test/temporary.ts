import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder = '';

/** Gives a run of the tests a temporary folder of its own; its projects share it. */
export function setup(): void {
  if (path.basename(tmpdir()).startsWith('docent-tests-')) return;
  folder = mkdtempSync(path.join(tmpdir(), 'docent-tests-'));
  process.env['TMPDIR'] = folder;
}

/** Takes away what the tests left in it. */
export function teardown(): void {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
}
