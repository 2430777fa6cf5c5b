import { expect, test } from 'vitest';
import { watchParts } from '../../../bot/doctor/parts.ts';
import { createFakeConnectors } from '../../fakes/console/fake-connectors.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';
import { openApp } from '../../fixtures/whole-app.ts';

test('the model is degraded from an answer that it could not write until one that it could; a store that is gone is down', async () => {
  await using fake = await createFakeOpenAI({ reply: 'The travel desk does. [1]' });
  await using whole = await openApp({
    DOCENT_CHAT_MODEL: 'openai:any,extractive',
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: fake.baseUrl,
  });
  await whole.ingest({ 'travel.md': '# Travel\n\nEmployees book train tickets through the travel desk.\n' });
  const parts = watchParts(whole.app, createFakeConnectors());
  const stateOf = async (part: string) => (await parts()).find((one) => one.part === part)?.state;
  const ask = (text: string) =>
    whole.app.ask({ text, thread: [], origin: 'cli', asker: null, noCache: true });

  expect(await stateOf('model')).toBe('ok');
  fake.setMode('401');
  await ask('How do employees book train tickets?');
  expect(await stateOf('model')).toBe('degraded');
  fake.setMode('ok');
  await ask('Who books train tickets?');
  expect(await stateOf('model')).toBe('ok');
  expect(await stateOf('index')).toBe('ok');
  expect(await stateOf('store')).toBe('ok');
  const { store } = await closedStore();
  const gone = watchParts({ ...whole.app, store }, createFakeConnectors());
  expect((await gone()).find(({ part }) => part === 'store')?.state).toBe('down');
});

async function closedStore() {
  await using temp = await openTempStore();
  return { store: temp.store };
}
