import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '../../../bot/assembly/app.ts';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { sha256Hex } from '../../../core/text/hashes.ts';
import { type PublishedText, retrieverContract } from '../../contracts/retriever.ts';
import { layKept } from '../../fixtures/kept-folder.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';

retrieverContract('the index over the store', async (documents) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'docent-retriever-'));
  const files = path.join(dir, 'files');
  const open = (folder: string) =>
    assemble(
      loadConfig({ DOCENT_DATA_DIR: path.join(folder, 'data'), DOCENT_MEANING: 'off' }),
      createLog('silent'),
      parsersFor(),
    );
  const publishIn = async (to: App, document: PublishedText) => {
    await mkdir(path.dirname(path.join(files, document.path)), { recursive: true });
    await writeFile(path.join(files, document.path), `# ${document.title}\n\n${document.text}\n`);
    const { collection } = document;
    await to.library.ingest([document.path], { collection, by: 'test', cwd: files });
  };
  await layKept(`retriever-${sha256Hex(JSON.stringify(documents))}`, dir, async (folder) => {
    const first = await open(folder);
    for (const document of documents) await publishIn(first, document);
    await first.stop();
  });
  const app = await open(dir);
  const publish = (document: PublishedText) => publishIn(app, document);
  const named = (name: string) => {
    const document = documents.find((one) => one.path === name);
    if (document === undefined) throw new Error(`no document ${name}`);
    return document;
  };
  return {
    retriever: app.retriever,
    replace: (name, text) => publish({ ...named(name), text }),
    async remove(name) {
      const found = await app.library.find(name);
      await app.library.delete(found?.documentId ?? '');
    },
    async close() {
      await app.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
});
