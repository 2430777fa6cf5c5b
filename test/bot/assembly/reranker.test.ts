import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { rerankerCheck } from '../../../bot/doctor/reranker-check.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { setPersonalDataRule } from '../../../core/guardrails/collection-rules.ts';
import { createFakeReranker } from '../../fakes/models/rerank.ts';
import { aQuestion } from '../../fixtures/answering-rig.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';
import { temporaryFolder } from '../cli/run-docent.ts';

/** Both are about the question by their words; only one answers it. */
const DOCUMENTS = {
  'canteen.md':
    '# Canteen\n\nLunch in the canteen: when is lunch served? Ask the canteen when lunch is served.\n',
  'hours.md': '# Opening hours\n\nThe kitchen gives out warm meals and lunch from noon until two.\n',
};
const QUESTION = 'When is lunch served in the canteen?';
const best = (_query: string, text: string) => (text.includes('noon') ? 1 : 0);

async function open(place: { folder: string; dataDir: string }, settings: Record<string, string>) {
  for (const [name, text] of Object.entries(DOCUMENTS)) writeFileSync(path.join(place.folder, name), text);
  const config = loadConfig(
    { DOCENT_DATA_DIR: place.dataDir, DOCENT_MEANING: 'off', ...settings },
    place.folder,
  );
  const app = await assemble(config, createLog('silent'), parsersFor());
  await app.library.ingest(['.'], { collection: 'default', by: 'test', cwd: place.folder });
  const titles = async () =>
    (await app.retriever.search({ text: QUESTION, k: 2 })).passages.map(({ title }) => title);
  return { app, titles, [Symbol.asyncDispose]: () => app.stop() };
}

const settingsFor = (origin: string) => ({
  DOCENT_RERANKER: 'http:judge',
  DOCENT_RERANKER_URL: `${origin}/v1/rerank`,
  DOCENT_RERANKER_API_KEY: 'open-sesame',
});

describe('the reranker of the settings', () => {
  it('orders what is found and is asked once for the same; without one the own order stands', async () => {
    await using server = await createFakeReranker({ score: best, apiKey: 'open-sesame' });
    using place = temporaryFolder();
    {
      await using rig = await open(place, {});
      expect(await rig.titles()).toEqual(['Canteen', 'Opening hours']);
      expect(await rerankerCheck(rig.app)).toMatchObject({ state: 'ok' });
    }
    await using rig = await open(place, settingsFor(server.origin));
    expect(await rig.titles()).toEqual(['Opening hours', 'Canteen']);
    await rig.titles();
    expect(server.requests).toHaveLength(1);
    expect(await rerankerCheck(rig.app)).toMatchObject({ state: 'ok', message: /documents:judge@/ });
  });

  it('shows in the trace of an answer who judged, how long, and why not', async () => {
    await using server = await createFakeReranker({ score: best });
    using place = temporaryFolder();
    await using rig = await open(place, settingsFor(server.origin));
    const judged = await rig.app.ask(aQuestion(QUESTION));
    const reranking = (answer: typeof judged) =>
      answer.steps.flatMap((step) =>
        step.step === 'retrieve' && !('failed' in step.detail) ? [step.detail.reranking] : [],
      )[0];
    expect(reranking(judged)).toMatchObject({ by: /documents:judge@/, judged: 2, ms: expect.any(Number) });

    server.setMode('500');
    const other = await rig.app.ask(aQuestion('Is lunch served in the canteen until two?'));
    expect(other.outcome).toBe('answered');
    expect(reranking(other)).toMatchObject({ failed: 'provider-error' });
    expect(JSON.stringify([judged, other])).not.toContain('sesame');
    expect(await rerankerCheck(rig.app)).toMatchObject({ state: 'warn', message: /status 500/ });
  });

  it('is part of what an answer is kept under', async () => {
    await using server = await createFakeReranker({ score: best });
    using place = temporaryFolder();
    {
      await using rig = await open(place, {});
      await rig.app.ask(aQuestion(QUESTION));
      expect((await rig.app.ask(aQuestion(QUESTION))).servedBy).toBe('exact-cache');
    }
    await using rig = await open(place, settingsFor(server.origin));
    expect((await rig.app.ask(aQuestion(QUESTION))).servedBy).toBe('extract');
    expect((await rig.app.ask(aQuestion(QUESTION))).servedBy).toBe('exact-cache');
  });

  it('is sent no personal data of a collection that keeps it out of answers', async () => {
    await using server = await createFakeReranker({ score: best });
    using place = temporaryFolder();
    await using rig = await open(place, settingsFor(server.origin));
    const lines =
      '# Lunch desk\n\n## Ask jane.doe@example.org\n\nLunch is ordered from john.roe@example.org.\n';
    writeFileSync(path.join(place.folder, 'desk.md'), lines);
    await rig.app.library.ingest(['desk.md'], { collection: 'default', by: 'test', cwd: place.folder });
    await setPersonalDataRule(rig.app.store, 'default', 'removed');
    await rig.titles();
    const sent = JSON.stringify(server.requests);
    expect(sent).toContain('Lunch desk');
    expect(sent).not.toMatch(/(?:jane.doe|john.roe)@example.org/);
  });

  it('changes with the settings of the console, without a restart', async () => {
    await using server = await createFakeReranker({ score: best });
    using place = temporaryFolder();
    await using rig = await open(place, {});
    for (const [key, value] of Object.entries(settingsFor(server.origin)))
      await rig.app.storedSettings.set(key, value);
    expect(await rig.app.reload()).toBeNull();
    expect(await rig.titles()).toEqual(['Opening hours', 'Canteen']);
  });

  it.each([
    [{ DOCENT_RERANKER: 'chat' }, /DOCENT_CHAT_MODEL/],
    [{ DOCENT_RERANKER: 'tei' }, /DOCENT_RERANKER_URL/],
  ])('that cannot be used leaves the own order, and the doctor says why: %j', async (settings, why) => {
    using place = temporaryFolder();
    await using rig = await open(place, settings);
    expect(await rig.titles()).toEqual(['Canteen', 'Opening hours']);
    expect(await rerankerCheck(rig.app)).toMatchObject({ state: 'fail', message: why });
  });

  it.each(['on', 'http:', 'cohere'])('refuses %j and says what is possible', (value) => {
    expect(() => loadConfig({ DOCENT_RERANKER: value })).toThrow(/off, chat, http:MODEL or tei/);
  });
});
