import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { batchesContract } from '../contracts/batches.ts';
import { libraryContract } from '../contracts/library.ts';
import { sourcesContract } from '../contracts/sources.ts';
import { createFakeBatches } from '../fakes/console/fake-batches.ts';
import { createFakeLibrary } from '../fakes/console/fake-library.ts';
import { createFakeSources } from '../fakes/console/fake-sources.ts';
import { openEvalRig } from '../fixtures/eval-rig.ts';
import { openApp } from '../fixtures/whole-app.ts';

// What the console's tests have in memory keeps the promises of what it stands for.
const nothing = async () => {};

libraryContract('in memory', async () => {
  const library = createFakeLibrary();
  return {
    library,
    take: async (document) => library.put(document, 'It is as it is.'),
    close: nothing,
  };
});

libraryContract('of the store', async () => {
  const whole = await openApp();
  return {
    library: whole.app.library,
    take: ({ path: file, title, collection = 'default' }) =>
      whole.ingest({ [file]: `# ${title}\n\nIt is as it is.\n` }, { collection }),
    close: () => whole[Symbol.asyncDispose](),
  };
});

sourcesContract('in memory', async () => ({
  sources: createFakeSources(),
  address: '/srv/guide',
  close: nothing,
}));

sourcesContract('of the store', async () => {
  const whole = await openApp();
  const address = path.join(whole.folder, 'guide');
  mkdirSync(address);
  return { sources: whole.app.sources, address, close: () => whole[Symbol.asyncDispose]() };
});

batchesContract('in memory', async () => ({ batches: createFakeBatches(), close: nothing }));

// Its jobs wait: nobody takes them up here.
batchesContract('of the store', async () => {
  const rig = await openEvalRig();
  return { batches: rig.open().batches, close: async () => await rig[Symbol.asyncDispose]() };
});
