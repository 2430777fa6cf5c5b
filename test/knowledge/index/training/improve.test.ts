import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIndexHost } from '../../../../knowledge/index/host/index-host.ts';
import { MORE_QUIET_MS, QUIET_MS } from '../../../../knowledge/index/ranking/weights.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';

/** Tells the waits that it was asked for; none but the shortest ever ends. */
function recordingClock() {
  const waits: number[] = [];
  const { sleep } = createManualClock();
  const recorded: typeof sleep = async (ms, signal) => {
    if (ms === 0) return;
    waits.push(ms);
    await sleep(ms, signal);
  };
  return { waits, clock: { sleep: recorded } };
}

const passagesFrom = (first: number) =>
  Array.from({ length: 100 }, (_, n) => ({
    ...{ id: first + n, documentKey: n, collection: 'a', title: '', path: '', headings: [] },
    text: `word${n % 7} word${n % 5} word${n % 3} number${n}`,
  }));

describe('training in the background', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-improve-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('waits long in the middle of an ingest, shortly after a single change, and not at all for a save', async () => {
    const { waits, clock } = recordingClock();
    const host = createIndexHost({ dir, storePath: null }, { clock, pause: async () => {} });
    await host.apply({ add: passagesFrom(0), remove: [], generation: 1, more: true });
    await host.apply({ add: passagesFrom(100), remove: [], generation: 2, more: true });
    expect(waits).toEqual([MORE_QUIET_MS, MORE_QUIET_MS]);
    await host.save(null);
    expect(await host.stats(null)).toMatchObject({ passages: 200, vectors: 200 });
    await host.apply({ add: passagesFrom(200), remove: [], generation: 3 });
    expect(waits.at(-1)).toBe(QUIET_MS);
    await host.close();
  });
});
