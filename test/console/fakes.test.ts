import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createConnectors } from '../../bot/assembly/connectors.ts';
import { settingRows } from '../../bot/settings/setting-rows.ts';
import { batchesContract } from '../contracts/batches.ts';
import { connectorsContract } from '../contracts/connectors.ts';
import { settingsContract } from '../contracts/console-settings.ts';
import { libraryContract } from '../contracts/library.ts';
import { sourcesContract } from '../contracts/sources.ts';
import { createFakeConnectors, createFakeSettings, SECRET } from '../fakes/console/fake-connectors.ts';
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

// Its jobs wait: nobody takes them up here.
batchesContract('of the store', async () => {
  const rig = await openEvalRig();
  return { batches: rig.open().batches, close: async () => await rig[Symbol.asyncDispose]() };
});

connectorsContract('in memory', async () => ({
  connectors: createFakeConnectors(),
  secret: SECRET,
  close: nothing,
}));

connectorsContract('of the program', async () => {
  const secret = 'xoxb-1-contract-0123456789';
  const whole = await openApp({ SLACK_BOT_TOKEN: secret });
  return { connectors: createConnectors(whole.app), secret, close: () => whole[Symbol.asyncDispose]() };
});

settingsContract('in memory', async () => ({ settings: createFakeSettings(), close: nothing }));

settingsContract('of the program', async () => {
  const whole = await openApp();
  const { app } = whole;
  return {
    settings: {
      list: async () => settingRows(app.config()),
      async set(key, value) {
        const saved = await app.storedSettings.set(key, value);
        await app.reload();
        return saved;
      },
    },
    close: () => whole[Symbol.asyncDispose](),
  };
});
