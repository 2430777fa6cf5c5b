import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readGeneration } from '../../../core/store/meta.ts';
import { readActive } from '../../../knowledge/switch-index/active-index.ts';
import { openModelIndex } from '../../../knowledge/switch-index/open-model-index.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { seeded } from '../../fixtures/seeded.ts';
import { firstTitle, reached, serves, switchRig } from '../../fixtures/switch-rig.ts';

/** A switch costs as much as four deletes: ten of these fall into each, spread over the third of a second that it takes. */
const SWITCHES = 10;
const DELETES = 10;
const APART_MS = 60;
const LONG_MS = 300_000;
const MODELS = ['openai:large', 'openai:small', null] as const;

it(
  'what is deleted, changed or added while the model is changed is so afterwards: 100 deletes at seeded moments',
  async () => {
    const random = seeded(7);
    await using server = await createFakeOpenAI({ dims: { large: 64, small: 32 } });
    await using rig = switchRig(server.baseUrl);
    const app = await rig.start('');
    await rig.ingest(app, 0, 120);
    const deleted: number[] = [];
    const changed: number[] = [];
    let next = 120;
    for (let trial = 0; trial < SWITCHES; trial++) {
      const model = MODELS[trial % MODELS.length] ?? null;
      server.setPace({ latencyMs: Math.floor(random() * 15) });
      await app.storedSettings.set('DOCENT_EMBEDDINGS', model);
      expect(await app.reload()).toBe(null);
      for (let round = 0; round < DELETES; round++) {
        await delay(random() * APART_MS);
        const victim = trial * DELETES + round;
        const found = await app.library.find(`doc${victim}.md`);
        if (found === undefined) throw new Error(`doc${victim}.md is not there`);
        // Some deletes race with each other, some with an ingest.
        const work = [app.library.delete(found.documentId), rig.ingest(app, next, 1)];
        if (random() < 0.5) await Promise.all(work);
        else for (const one of work) await one;
        deleted.push(victim);
        next++;
        if (random() < 0.3) {
          const other = victim + 1 + Math.floor(random() * 10);
          if (!deleted.includes(other) && other < 120 && !changed.includes(other)) {
            writeFileSync(
              path.join(rig.folder, `doc${other}.md`),
              `# New ${other}\n\nFresh${other} stands here.\n`,
            );
            await app.library.ingest([`doc${other}.md`], {
              collection: 'default',
              by: 'test',
              cwd: rig.folder,
            });
            changed.push(other);
          }
        }
      }
      await reached(app, serves(model ?? 'corpus'));
    }
    expect(deleted).toHaveLength(100);

    for (const gone of deleted) {
      const { passages } = await app.retriever.search({ text: `rule${gone} item${gone * 7}`, k: 5 });
      expect(passages.map((passage) => passage.path)).not.toContain(`doc${gone}.md`);
    }
    const living = changed.filter((one) => !deleted.includes(one));
    for (const one of living.slice(0, 5)) expect(await firstTitle(app, `fresh${one}`)).toBe(`New ${one}`);
    // The index itself holds what is published, no more and no less: the store would hide what it should not have.
    const active = await readActive(app.store);
    if (active === null) throw new Error('no index serves');
    await app.jobs.stop();
    const orphans = await app.store
      .selectFrom('passage_vectors')
      .leftJoin('passages', 'passages.id', 'passage_vectors.passage_id')
      .select('passage_vectors.passage_id')
      .where('passages.id', 'is', null)
      .execute();
    expect(orphans).toEqual([]);
    await app.library.delete((await app.library.find(`doc${next - 1}.md`))?.documentId ?? '');
    const copy = openModelIndex(
      { dataDir: rig.dataDir, storePath: path.join(rig.dataDir, 'docent.sqlite') },
      active,
      undefined,
    );
    expect((await copy.index.load(await readGeneration(app.store))).kind).toBe('loaded');
    expect(await copy.index.audit({ vectors: 10, neighbours: 5 })).toMatchObject({ missing: 0, extra: 0 });
    await copy.index.close();
  },
  LONG_MS,
);
