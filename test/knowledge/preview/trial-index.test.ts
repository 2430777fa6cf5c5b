import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchIndex } from '../../../knowledge/index/host/index-client.ts';
import { startTrialIndex } from '../../../knowledge/preview/trial-index.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const SECTIONS = 120;
const WORDS = 'oven sugar flour motor brake wheel garden fence gate'.split(' ');

/** Sections that are found by a number of their own. */
const sections = Array.from({ length: SECTIONS }, (_, at) => {
  const [one, two] = [WORDS[at % WORDS.length], WORDS[(at * 5 + 2) % WORDS.length]];
  return `## Part ${at}\n\nThe ${one} with the ${two} is kept in room number${at} by the people of the ${two}.\n`;
});

describe('a trial index of a corpus that is too large', () => {
  let rig: WholeApp;
  let index: SearchIndex;
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({
      'parts.md': `# Parts\n\n${sections.join('\n')}`,
      'own.md': '# Own\n\nThe piano is tuned by Ada.\n',
    });
    index = createSearchIndex({ dir: path.join(rig.folder, 'another'), storePath: rig.storePath });
    await index.rebuild({ generation: 1 });
    await index.settled();
  });
  afterAll(async () => {
    await index.close();
    await rig[Symbol.asyncDispose]();
  });

  it('has the document, what is wanted, and a sample of the rest with their vectors', async () => {
    const { documentId } = await rig.documentAt('own.md');
    const wanted = (await index.search({ text: 'number77', k: 1 })).hits.map(({ id }) => id);
    const copy = await index.copy({ passages: false });
    if (copy === null) throw new Error('there is nothing to copy');
    const trial = startTrialIndex({
      ...{ storePath: rig.storePath, documentId, copy, added: [], removed: [] },
      sample: { most: 30, wanted },
    });
    const idsOf = async (text: string) => (await trial.search({ text, k: 200 })).hits.map(({ id }) => id);
    try {
      await trial.ready();
      expect((await idsOf('Who tunes the piano?')).length).toBeGreaterThan(0);
      expect(await idsOf('number77')).toEqual(expect.arrayContaining(wanted));
      const all = await idsOf('people kept room oven sugar flour motor brake wheel garden fence gate');
      expect(all.length).toBeGreaterThan(5);
      expect(all.length).toBeLessThanOrEqual(33);
    } finally {
      await trial.close();
    }
    await expect(trial.search({ text: 'oven', k: 1 })).rejects.toMatchObject({ code: 'preview.stopped' });
  });
});
