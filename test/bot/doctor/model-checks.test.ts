import { describe, expect, it } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { examine } from '../../../bot/doctor/doctor.ts';
import { modelChecks } from '../../../bot/doctor/model-checks.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createFakeModeration } from '../../fakes/models/moderation.ts';
import type { Mode } from '../../fakes/models/modes.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';
import { temporaryFolder } from '../cli/run-docent.ts';

const KEY = 'sk-open-sesame';

async function openApp(settings: Record<string, string>) {
  const place = temporaryFolder();
  const app = await assemble(
    loadConfig({ DOCENT_DATA_DIR: place.dataDir, DOCENT_MEANING: 'off', ...settings }, place.folder),
    createLog('silent'),
    parsersFor(),
  );
  return {
    app,
    async [Symbol.asyncDispose]() {
      await app.stop();
      place[Symbol.dispose]();
    },
  };
}

const withModel = (baseUrl: string, more: Record<string, string> = {}) => ({
  DOCENT_CHAT_MODEL: 'openai:fake',
  OPENAI_BASE_URL: baseUrl,
  OPENAI_API_KEY: KEY,
  ...more,
});

/** A clock on which every deadline has passed: nothing is waited for. */
const impatient = (clock: Clock): Clock => ({
  ...clock,
  sleep: (ms, signal) => clock.sleep(ms === 5_000 ? 200 : ms, signal),
});

describe('the doctor of the models', () => {
  it('is content where the model answers, and asks it once for all that it does', async () => {
    await using server = await createFakeOpenAI({ apiKey: KEY });
    await using rig = await openApp(withModel(server.baseUrl, { DOCENT_JUDGE: 'chat' }));
    const lines = await modelChecks(rig.app);
    expect(lines.map(({ name, state }) => [name, state])).toEqual([
      ['model', 'ok'],
      ['judge', 'ok'],
      ['moderation', 'ok'],
    ]);
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(server.requests[0]?.body.messages).length).toBeLessThan(200);
  });

  it.each<[Mode, string, RegExp]>([
    ['401', 'fail', /refuses the key: check OPENAI_API_KEY/],
    ['429', 'fail', /rate limited/],
    ['quota', 'fail', /no credit left/],
    ['404', 'fail', /The model does not exist/],
    ['500', 'fail', /gave no answer: .*The server had an error/],
    ['cut', 'fail', /cannot be reached|gave no answer/],
    ['filter', 'warn', /answers, but not/],
  ])('says what is wrong when the provider does %s', async (mode, state, message) => {
    await using server = await createFakeOpenAI();
    // A filter that lets nothing of the answer through.
    server.setMode(mode === 'filter' ? { mode, text: '' } : mode);
    await using rig = await openApp(withModel(server.baseUrl));
    const [line] = await modelChecks(rig.app);
    expect(line).toMatchObject({ name: 'model', state, message: expect.stringMatching(message) });
    expect(line?.hint).not.toBe('');
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(line)).not.toContain('sesame');
  });

  it('fails as a whole when a key is refused', async () => {
    await using server = await createFakeOpenAI({ apiKey: 'another' });
    await using rig = await openApp(withModel(server.baseUrl));
    const report = await examine(rig.app);
    expect(report.ok).toBe(false);
    expect(report.checks.filter(({ state }) => state === 'fail').map(({ name }) => name)).toEqual(['model']);
  });

  it('gives up on a provider that says nothing and on one that is not there', async () => {
    await using server = await createFakeOpenAI();
    server.setMode('hang');
    await using rig = await openApp(
      withModel(server.baseUrl, {
        DOCENT_CHAT_MODEL: 'openai:fake,ollama:gone',
        OLLAMA_BASE_URL: 'http://127.0.0.1:9',
      }),
    );
    const [silent, gone] = await modelChecks({ ...rig.app, clock: impatient(rig.app.clock) });
    expect(silent).toMatchObject({ state: 'fail', message: /openai:fake gave no answer within 5 seconds/ });
    expect(gone).toMatchObject({
      state: 'fail',
      message: /ollama:gone cannot be reached: check OLLAMA_BASE_URL/,
    });
  });

  it('does not ask a provider whose key is missing', async () => {
    await using rig = await openApp({
      DOCENT_CHAT_MODEL: 'anthropic:one,extractive',
      DOCENT_MODERATION: 'openai:mod',
    });
    expect(await modelChecks(rig.app)).toMatchObject([
      { name: 'model', state: 'fail', message: 'anthropic:one needs ANTHROPIC_API_KEY.' },
      { name: 'judge', state: 'ok' },
      { name: 'moderation', state: 'fail', message: 'openai:mod needs OPENAI_API_KEY.' },
    ]);
  });

  it('names the key or the package that a provider without settings lacks', async () => {
    await using rig = await openApp({ GROQ_API_KEY: 'k' });
    await setChannel(
      rig.app,
      { platform: 'slack', channel: 'C1' },
      { mode: 'answer', collections: null, models: ['mistralai:one', 'groq:two'] },
    );
    const models = (await modelChecks(rig.app)).filter(({ state }) => state === 'fail');
    expect(models.map(({ message }) => message)).toEqual([
      'mistralai:one needs MISTRAL_API_KEY.',
      expect.stringMatching(/^groq:two needs the package @langchain\/groq.*npm install @langchain\/groq/),
    ]);
  });

  it('tries a judge, the models of channels and the embedding model as well', async () => {
    await using server = await createFakeOpenAI({ models: ['fake'] });
    await using rig = await openApp(
      withModel(server.baseUrl, { DOCENT_JUDGE: 'openai:judge', DOCENT_EMBEDDINGS: 'openai:vectors' }),
    );
    await setChannel(
      rig.app,
      { platform: 'slack', channel: 'C1' },
      { mode: 'answer', collections: null, models: ['openai:channel', 'openai:fake', 'extractive'] },
    );
    expect((await modelChecks(rig.app)).map(({ name, state, message }) => [name, state, message])).toEqual([
      ['model', 'ok', expect.anything()],
      ['model', 'fail', expect.stringMatching(/^openai:channel gave no answer/)],
      ['judge', 'fail', expect.stringMatching(/^openai:judge gave no answer/)],
      ['moderation', 'ok', expect.anything()],
      ['embedding model', 'fail', expect.stringMatching(/^openai:vectors gave no answer/)],
    ]);
  });

  it.each([
    ['ok', 'ok', /looks at questions and answers/],
    ['401', 'fail', /refuses the key: check OPENAI_API_KEY/],
    ['429', 'fail', /rate limited/],
    ['500', 'fail', /gave no answer: .*it answered 500/],
    ['html', 'fail', /cannot be read/],
  ] as const)('tries the moderation service: %s', async (mode, state, message) => {
    await using server = await createFakeModeration(/harm/);
    server.setMode(mode);
    await using rig = await openApp({
      DOCENT_MODERATION: 'openai:mod',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: KEY,
    });
    const line = (await modelChecks(rig.app)).find(({ name }) => name === 'moderation');
    expect(line).toMatchObject({ state, message: expect.stringMatching(message) });
    expect(server.seen).toHaveLength(1);
  });
});
