import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeTuning, type FakeTuning, KEY } from '../fakes/tuning/fake-tuning.ts';
import { readyToTune } from '../fixtures/tuning-journey.ts';
import { type Person, signIn } from './browserless.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

let fake: FakeTuning;
let rig: RealConsole;
let admin: Person;
beforeAll(async () => {
  fake = await createFakeTuning('openai');
  rig = await startRealConsole({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: fake.url });
  admin = await signIn(rig);
  await readyToTune(rig);
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await fake[Symbol.asyncDispose]();
});

const CHOICES: [string, Record<string, string>][] = [
  ['data', { labels: 'answers', seed: '0' }],
  ['metric', {}],
  ['model', { base: 'Qwen/Qwen3-0.6B', memory: '24' }],
  ['architecture', { approach: 'lora', targets: 'q_proj' }],
  ['approach', { method: 'sft' }],
  ['hyperparameters', { rank: '8', virtualTokens: '20', reduction: '16' }],
];

async function begin(name: string): Promise<string> {
  const sent = await admin.post('/tuning/runs', { name });
  return sent.headers.get('location') ?? '';
}
async function walk(run: string, steps = CHOICES): Promise<void> {
  const [set] = await rig.app.batches.listSets();
  for (const [step, fields] of steps) {
    const sent = await admin.post(`${run}/${step}`, step === 'metric' ? { setId: set?.id ?? '' } : fields);
    expect([step, sent.status]).toEqual([step, 303]);
  }
}

describe('a tuning run in the console', () => {
  it('opens step after step, and what was chosen is there after a new visit', async () => {
    const run = await begin('First');
    expect((await admin.post(`${run}/model`, { base: 'Qwen/Qwen3-0.6B', memory: '24' })).status).toBe(422);
    expect((await admin.post(`${run}/download`)).status).toBe(422);
    await walk(run, CHOICES.slice(0, 3));
    const page = await admin.text(run);
    expect(page).toContain('Questions and good answers');
    expect(page.match(/>Done</g)).toHaveLength(3);
    expect(page.match(/>Locked</g)).toHaveLength(2);
    expect(page).toMatch(/<option value="lora" selected>/);
    await walk(run, CHOICES.slice(3));
    expect(await admin.text(run)).toContain('The run’s card');
  });

  it('ends in a folder with recipe, data and card, the same bytes each time', async () => {
    const run = await begin('Second');
    await walk(run);
    const bytes = async () => Buffer.from(await (await admin.post(`${run}/download`)).arrayBuffer());
    const first = await bytes();
    const tar = gunzipSync(first).toString('latin1');
    for (const name of [
      'adapter_config.json',
      'trl.yaml',
      'README.md',
      'run-card.json',
      'train.jsonl',
      'valid.jsonl',
    ])
      expect(tar).toContain(name);
    expect(await bytes()).toEqual(first);
  });

  it('has what follows chosen again when an earlier choice changes', async () => {
    const run = await begin('Third');
    await walk(run);
    await admin.post(`${run}/model`, { base: 'openai-community/gpt2', memory: '24' });
    const page = await admin.text(run);
    expect(page.match(/>Done</g)).toHaveLength(3);
    expect(page).toContain('c_attn');
  });

  it('ends in a job where a service is wanted, and refuses one beyond the budget', async () => {
    const run = await begin('Fourth');
    await walk(run);
    const job = { method: 'sft', service: 'openai', model: 'base-model', price: '5', budget: '10' };
    const dear = await admin.post(`${run}/job`, { ...job, budget: '0' });
    expect([dear.status, await dear.text()]).toEqual([422, expect.stringContaining('more than the budget')]);
    expect(fake.requests).toEqual([]);
    await admin.post(`${run}/job`, job);
    expect(fake.state.jobs).toHaveLength(1);
    expect(await admin.text('/tuning')).toContain('openai: base-model');
    const [made] = await rig.app.trainingJobs.list();
    await admin.post(`/tuning/jobs/${made?.id}`, { act: 'cancel' });
    expect(fake.state.jobs[0]?.status).toBe('cancelled');
    expect(await admin.text('/tuning')).toContain('Cancelled');
  });

  it('has an admin state that members’ text may train, with the name of who did', async () => {
    await admin.post('/tuning/permissions/slack', { statement: 'Allowed by the works council' });
    expect(await admin.text('/tuning')).toContain('“Allowed by the works council”');
    const rows = await rig.app.store.selectFrom('training_permissions').selectAll().execute();
    expect(rows).toMatchObject([{ platform: 'slack', stated_by: 'Ada' }]);
    await admin.post('/tuning/permissions/slack', { statement: '' });
    expect(await rig.app.store.selectFrom('training_permissions').selectAll().execute()).toEqual([]);
  });

  it('shows curators the steps, and lets only admins choose', async () => {
    const run = await begin('Fifth');
    const curator = await signIn(rig, 'Cleo', 'curator');
    expect(await curator.text(run)).not.toContain('<button>Save');
    expect((await curator.post(`${run}/data`, { labels: 'answers', seed: '0' })).status).toBe(403);
    expect((await curator.post('/tuning/permissions/slack', { statement: 'yes' })).status).toBe(403);
  });
});
