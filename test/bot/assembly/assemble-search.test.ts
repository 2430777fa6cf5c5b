import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleSearch } from '../../../bot/assembly/assemble-search.ts';
import { openFirstIndex } from '../../../bot/assembly/open-first-index.ts';
import { createLog } from '../../../bot/log.ts';
import { createLocalIndex } from '../../../knowledge/index/host/local-index.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const log = createLog('silent');
let rig: WholeApp;

beforeAll(async () => {
  rig = await openApp({ DOCENT_MEANING: 'on' });
  await rig.ingest({
    'expenses.md':
      '# Expenses\n\nIf you paid for something from your own pocket, you will be reimbursed within two weeks.\n',
    'pets.md': '# Pets\n\nDogs may come to the office on Fridays.\n',
  });
});
afterAll(async () => await rig[Symbol.asyncDispose]());

describe('a search on its own', () => {
  it.each([
    ['one search', true],
    ['many searches', false],
  ])('compares by meaning, for %s', async (_, lean) => {
    const { retriever, stop } = await assembleSearch(rig.app.config(), log, lean);
    const { passages } = await retriever.search({ text: 'how do I get my money back', k: 2 });
    await stop();
    expect(passages.map(({ path }) => path)[0]).toBe('expenses.md');
  });

  it.each([
    ['reads the vectors of units where it compares by meaning', true],
    ['leaves them in the store where it does not', false],
  ])('%s', async (_, comparesMeaning) => {
    const { app, storePath } = rig;
    const { index } = await openFirstIndex(
      { ...{ config: app.config(), store: app.store, storePath, clock: app.clock, log }, comparesMeaning },
      createLocalIndex(app.clock, true),
    );
    const { passages, meaning } = await index.stats();
    await index.close();
    expect({ passages, read: meaning.passages }).toEqual({ passages: 2, read: comparesMeaning ? 2 : 0 });
  });
});
