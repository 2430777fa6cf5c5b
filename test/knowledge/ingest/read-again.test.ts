import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../core/local/system-random.ts';
import { ingestPaths } from '../../../knowledge/ingest/ingest.ts';
import type { Parse } from '../../../knowledge/ingest/parse-file.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { parseBytes } from '../../fixtures/parse-bytes.ts';
import { pdfFile } from '../../fixtures/pdf-writer.ts';
import { openSourceRig } from '../../fixtures/source-rig.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

/** One page with words, one without. */
const half = pdfFile([[{ text: 'The gate closes at ten.', y: 700 }], '']);
const empty = pdfFile(['']);

/** Text recognition that can be switched on. */
function switchable() {
  const state = { isOn: false, parsed: 0 };
  const parse: Parse = async (file) => {
    state.parsed += 1;
    return parseBytes(file.name, await readFile(file.path), state.isOn ? { ocr: 'eng' } : {});
  };
  return { state, parse };
}

describe('files that text recognition may read more of', () => {
  it('are read again once when it is switched on', async () => {
    await using temp = await openTempStore();
    const { state, parse } = switchable();
    const folder = path.dirname(temp.file);
    writeFileSync(path.join(folder, 'gate.pdf'), half);
    writeFileSync(path.join(folder, 'note.md'), 'Ring twice.');
    const deps = {
      ...{ store: temp.store, clock: createManualClock(), random: systemRandom, parse },
      ...{ follow: async () => {}, ready: async () => {}, readsScans: () => state.isOn },
    };
    const ingest = async () => {
      const options = { collection: 'default', by: 'cli', cwd: folder };
      const { files } = await ingestPaths(deps, ['gate.pdf', 'note.md'], options);
      return files.map(({ status, leftOut }) => ({ status, leftOut }));
    };
    const pages = { kind: 'pages-without-text', count: 1, of: 2 };
    const unchanged = { status: 'unchanged', leftOut: undefined };
    expect(await ingest()).toEqual([
      { status: 'added', leftOut: [pages] },
      { status: 'added', leftOut: undefined },
    ]);
    expect(await ingest()).toEqual([unchanged, unchanged]);
    state.isOn = true;
    expect(await ingest()).toEqual([{ status: 'updated', leftOut: [{ ...pages, tried: true }] }, unchanged]);
    expect(await ingest()).toEqual([unchanged, unchanged]);
    state.isOn = false;
    expect(await ingest()).toEqual([unchanged, unchanged]);
  });

  it('are opened again in a watched folder, refused ones too', async () => {
    const { state, parse } = switchable();
    await using rig = await openSourceRig({ deps: { parse, readsPictures: () => state.isOn } });
    const folder = path.join(rig.folder, 'guide');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'gate.pdf'), half);
    writeFileSync(path.join(folder, 'scan.pdf'), empty);
    writeFileSync(path.join(folder, 'note.md'), 'Ring twice.');
    const { sourceId } = await rig.add({ address: folder });
    const opened = async (): Promise<number> => {
      const before = state.parsed;
      await rig.run(sourceId);
      return state.parsed - before;
    };
    expect(await opened()).toBe(3);
    expect(await opened()).toBe(0);
    state.isOn = true;
    expect(await opened()).toBe(2);
    expect(await rig.sources.problems(sourceId, 10)).toMatchObject([
      { item: 'scan.pdf', reason: expect.stringContaining('No text could be recognized') },
    ]);
    expect(await opened()).toBe(0);
    state.isOn = false;
    expect(await opened()).toBe(0);
  });
});
