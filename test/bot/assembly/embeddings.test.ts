import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { openEmbeddings } from '../../../bot/assembly/embeddings.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';
import { temporaryFolder } from '../cli/run-docent.ts';

const words = [
  '# Canteen\n\nLunch is served from noon until two.\n',
  '# Parking\n\nThe garage opens at six in the morning.\n',
];

async function startWith(place: { folder: string; dataDir: string }, baseUrl: string, model: string) {
  const config = loadConfig(
    {
      DOCENT_DATA_DIR: place.dataDir,
      DOCENT_MEANING: 'off',
      DOCENT_EMBEDDINGS: model,
      OPENAI_BASE_URL: baseUrl,
      OPENAI_API_KEY: 'k',
    },
    place.folder,
  );
  return assemble(config, createLog('silent'), parsersFor());
}

function writeDocuments(folder: string): void {
  for (const [index, text] of words.entries()) writeFileSync(path.join(folder, `${index}.md`), text);
}

describe('a provider for embeddings', () => {
  it('embeds each passage once, keeps the vectors, and embeds questions', async () => {
    using place = temporaryFolder();
    await using server = await createFakeOpenAI({ dims: 32 });
    writeDocuments(place.folder);
    const embedded = () => server.requests.filter((request) => request.path.endsWith('/embeddings')).length;

    const app = await startWith(place, server.baseUrl, 'openai:small');
    const ingest = () => app.library.ingest(['.'], { collection: 'default', by: 'test', cwd: place.folder });
    await ingest();
    const stored = await app.store.selectFrom('passage_vectors').select(['model', 'vector']).execute();
    expect(stored.map((row) => [row.model, row.vector.byteLength])).toEqual([
      ['openai:small', 128],
      ['openai:small', 128],
    ]);
    const afterIngest = embedded();
    await ingest();
    expect(embedded()).toBe(afterIngest);
    const found = await app.retriever.search({ text: 'when is lunch served', k: 2 });
    expect(found.passages[0]?.title).toBe('Canteen');
    expect(embedded()).toBe(afterIngest + 1);
    await app.stop();

    const again = await startWith(place, server.baseUrl, 'openai:small');
    expect(embedded()).toBe(afterIngest + 1);
    expect(
      (await again.retriever.search({ text: 'when does the garage open', k: 1 })).passages[0]?.title,
    ).toBe('Parking');
    await again.stop();
  });

  it('answers by words while the provider is down, and embeds what it missed later', async () => {
    using place = temporaryFolder();
    await using server = await createFakeOpenAI({ dims: 32 });
    writeDocuments(place.folder);
    const app = await startWith(place, server.baseUrl, 'openai:small');
    server.setMode({ mode: '401', on: 'embed' });
    const report = await app.library.ingest(['.'], { collection: 'default', by: 'test', cwd: place.folder });
    expect(report.files.map((file) => file.status)).toEqual(['added', 'added']);
    expect((await app.retriever.search({ text: 'when is lunch served', k: 1 })).passages[0]?.title).toBe(
      'Canteen',
    );
    expect(await app.store.selectFrom('passage_vectors').selectAll().execute()).toEqual([]);

    server.setMode('ok');
    app.work();
    await expect
      .poll(
        async () => (await app.store.selectFrom('passage_vectors').select('passage_id').execute()).length,
        { timeout: 20_000 },
      )
      .toBe(2);
    await app.stop();
  });

  it('embeds everything again for another model, and never mixes the two', async () => {
    using place = temporaryFolder();
    await using server = await createFakeOpenAI({ dims: { small: 32, large: 64, '*': 32 } });
    writeDocuments(place.folder);
    const first = await startWith(place, server.baseUrl, 'openai:small');
    await first.library.ingest(['.'], { collection: 'default', by: 'test', cwd: place.folder });
    await first.stop();

    const second = await startWith(place, server.baseUrl, 'openai:large');
    expect((await second.retriever.search({ text: 'when is lunch served', k: 1 })).passages[0]?.title).toBe(
      'Canteen',
    );
    second.work();
    const lengths = async () => {
      const rows = await second.store
        .selectFrom('passage_vectors')
        .select(['model', 'vector'])
        .where('model', '=', 'openai:large')
        .execute();
      return rows.map((row) => row.vector.byteLength);
    };
    await expect.poll(lengths).toEqual([256, 256]);
    expect((await second.retriever.search({ text: 'when is lunch served', k: 1 })).passages[0]?.title).toBe(
      'Canteen',
    );
    await second.stop();
  });

  it("reads the key and the address of a provider of LangChain's from the environment", async () => {
    await using server = await createFakeOpenAI({ dims: 32, apiKey: 'k' });
    const config = loadConfig({
      DOCENT_EMBEDDINGS: 'jina:small',
      JINA_API_KEY: 'k',
      JINA_BASE_URL: server.baseUrl,
    });
    const embeddings = await openEmbeddings(config, systemClock, config.get('DOCENT_EMBEDDINGS'), null);
    expect((await embeddings.embed(['lunch'], { kind: 'query' }))[0]).toHaveLength(32);
  });

  it.each(['jina', 'jina:', 'nobody:m', 'constructor:m', 'mistralai:m'])('is not %j', (model) => {
    expect(() => loadConfig({ DOCENT_EMBEDDINGS: model })).toThrow(/jina:NAME/);
  });
});
