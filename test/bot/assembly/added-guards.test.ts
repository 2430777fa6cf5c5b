import { describe, expect, it } from 'vitest';
import { createFakeModeration } from '../../fakes/models/moderation.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { openApp } from '../../fixtures/whole-app.ts';

const travel = { 'travel.md': '# Travel\n\nTrains are booked by the travel desk. The desk needs a day.' };
const QUESTION = 'Who books the trains?';

describe('a moderation service', () => {
  const open = async () => {
    const service = await createFakeModeration(/gadgetry/);
    const rig = await openApp({
      DOCENT_MODERATION: 'openai:omni',
      OPENAI_API_KEY: 'sk-moderation',
      OPENAI_BASE_URL: service.baseUrl,
    });
    await rig.ingest(travel);
    return { service, rig };
  };

  it('refuses what it flags, and lets the rest be answered', async () => {
    const { service, rig } = await open();
    await using _service = service;
    await using _rig = rig;
    expect(await rig.ask('Who hurts the gadgetry?')).toMatchObject({
      outcome: 'refused',
      reason: 'moderation',
    });
    expect(await rig.ask(QUESTION)).toMatchObject({ outcome: 'answered' });
    // The quoted answer stands in the team's own document: only questions are sent.
    expect(service.seen.map(({ input }) => input)).toEqual(['Who hurts the gadgetry?', QUESTION]);
    expect(service.seen[0]).toMatchObject({ model: 'omni', key: 'Bearer sk-moderation' });
    expect((await rig.app.guardService.list()).at(-1)).toMatchObject({
      id: 'moderation',
      setting: 'DOCENT_MODERATION',
    });
  });

  it.each(['500', 'html', 'no-results'] as const)('that fails (%s) fails closed', async (mode) => {
    const { service, rig } = await open();
    await using _service = service;
    await using _rig = rig;
    service.setMode(mode);
    expect(await rig.ask(QUESTION)).toMatchObject({ outcome: 'unavailable', reason: 'guard-moderation' });
    service.setMode('ok');
    expect((await rig.ask(QUESTION)).outcome).toBe('answered');
  });
});

describe('a judge by setting', () => {
  it('reads what the model wrote, and the version of the cache says who judges', async () => {
    await using openai = await createFakeOpenAI({
      reply: ({ messages }) =>
        messages[0]?.text.startsWith('You check an answer')
          ? '{"verdicts":["unsupported"]}'
          : 'Rail tickets come from the office of journeys. [1]',
    });
    await using rig = await openApp({
      DOCENT_CHAT_MODEL: 'openai:writer',
      DOCENT_JUDGE: 'openai:judge',
      OPENAI_BASE_URL: openai.baseUrl,
    });
    await rig.ingest(travel);
    expect(await rig.ask(QUESTION)).toMatchObject({ outcome: 'unavailable', reason: 'guard-judge' });
    const judged = () => openai.requests.filter(({ body }) => body.model === 'judge').length;
    const before = judged();
    expect(before).toBeGreaterThan(0);
    // The same sentence over the same passages has its verdict already.
    expect((await rig.ask(QUESTION)).outcome).toBe('unavailable');
    expect(judged()).toBe(before);
    expect(rig.app.guardService.version()).toContain('openai:judge/judge-1');
  });

  it('is not there without a model to ask', async () => {
    await using rig = await openApp({ DOCENT_JUDGE: 'chat' });
    expect((await rig.app.guardService.list()).map(({ id }) => id)).not.toContain('judge');
  });
});
