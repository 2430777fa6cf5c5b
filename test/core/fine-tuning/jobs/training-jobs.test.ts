import { describe, expect, it } from 'vitest';
import type { FakeService } from '../../../fakes/tuning/fake-tuning.ts';
import { PROTOCOLS } from '../../../fakes/tuning/fake-tuning.ts';
import { openJobRig, wantedAnswer } from '../../../fixtures/job-rig.ts';

const SERVICES = Object.keys(PROTOCOLS) as FakeService[];
const quiet = new AbortController().signal;
type Rig = Awaited<ReturnType<typeof openJobRig>>;

async function created(rig: Rig) {
  const made = await rig.create();
  if ('refusal' in made) throw new Error(made.refusal);
  return made.job;
}
const wanted = (question: string) => wantedAnswer(question) ?? '';

describe.each(SERVICES)('a job at %s', (service) => {
  it('goes from its data to a model that answers, and back with one call', async () => {
    await using rig = await openJobRig(service, (model, question) =>
      model === 'base-model' ? 'I do not know.' : wanted(question),
    );
    const job = await created(rig);
    expect(job).toMatchObject({ state: 'training', remote_id: expect.any(String) });
    expect(rig.fake.state.jobs).toHaveLength(1);
    expect(rig.fake.state.jobs[0]).toMatchObject({ epochs: 3, model: 'base-model' });
    expect((await rig.jobs.follow(job.id, quiet)).state).toBe('training');
    rig.fake.finish();
    const done = await rig.jobs.follow(job.id, quiet);
    expect(done).toMatchObject({ state: 'promoted', replaced: 'openai:base-model' });
    expect(JSON.parse(done.evaluation ?? '{}')).toMatchObject({ a: 1, verdict: 'better' });
    expect(rig.settings.model).toBe(`openai:${done.model}`);
    expect((await rig.jobs.rollBack(job.id)).problem).toBeNull();
    expect(rig.settings.model).toBe('openai:base-model');
    expect((await rig.jobs.promote(job.id)).problem).toBeNull();
    expect(rig.settings.model).toBe(`openai:${done.model}`);
  });

  it('keeps the base where the model is no better', async () => {
    await using rig = await openJobRig(service, () => 'I do not know.');
    const job = await created(rig);
    rig.fake.finish();
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'kept' });
    expect(rig.settings.model).toBe('openai:base-model');
    expect((await rig.jobs.promote(job.id)).problem).toContain('better than its base');
  });

  it('is found again when the answer to its creation was lost', async () => {
    await using rig = await openJobRig(service);
    rig.fake.faults.push({ on: PROTOCOLS[service].create, kind: 'lost' });
    const job = await created(rig);
    expect(job.state).toBe('creating');
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'training' });
    expect(rig.fake.creations()).toBe(1);
  });

  it('waits for a creation that may still arrive, and then sends it once more', async () => {
    await using rig = await openJobRig(service);
    rig.fake.faults.push({ on: PROTOCOLS[service].create, kind: 'unheard' });
    const job = await created(rig);
    rig.clock.advance(59_000);
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'creating' });
    expect(rig.fake.creations()).toBe(1);
    rig.clock.advance(2_000);
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'training' });
    expect(rig.fake.state.jobs).toHaveLength(1);
  });

  it('sends files once, though answers to uploads are lost', async () => {
    await using rig = await openJobRig(service);
    rig.fake.faults.push({ on: PROTOCOLS[service].upload, kind: 'lost' });
    const job = await created(rig);
    expect(job.state).toBe('uploading');
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'training' });
    expect(rig.fake.state.files).toHaveLength(2);
  });

  it('is cancelled at the service, also where only the service knows that it has it', async () => {
    await using rig = await openJobRig(service);
    rig.fake.faults.push({ on: PROTOCOLS[service].create, kind: 'lost' });
    const { id } = await created(rig);
    await rig.jobs.act(id, 'cancel');
    expect(await rig.jobs.follow(id, quiet)).toMatchObject({ state: 'cancelled' });
    expect(rig.fake.state.jobs.map(({ status }) => status)).toEqual([
      service === 'fireworks' ? 'JOB_STATE_CANCELLED' : 'cancelled',
    ]);
  });

  it('says what the service says when it fails, and keeps no data', async () => {
    await using rig = await openJobRig(service);
    const job = await created(rig);
    rig.fake.fail('out of memory');
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('out of memory'),
    });
    const texts = await rig.store.selectFrom('training_job_files').select('text').execute();
    expect(texts).toEqual([{ text: '' }, { text: '' }]);
  });

  it('shows events and checkpoints', async () => {
    await using rig = await openJobRig(service);
    const { id } = await created(rig);
    expect(await rig.jobs.events(id)).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.anything()]),
    });
    expect(await rig.jobs.checkpoints(id)).toMatchObject({ ok: true });
  });

  it('refuses a base model that cannot be trained, in the service’s words', async () => {
    await using rig = await openJobRig(service);
    const made = await rig.create({ baseModel: 'no-model' });
    expect('job' in made && made.job).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/status 400/),
    });
  });
});

describe('a job', () => {
  it('is not begun without a price, beyond the budget or with too few rows', async () => {
    await using rig = await openJobRig('openai');
    const refusals = [{ price: null }, { budget: 0.001 }].map(async (plan) => rig.create(plan));
    expect(await Promise.all(refusals)).toMatchObject([
      { refusal: expect.stringContaining('--price') },
      { refusal: expect.stringContaining('budget') },
    ]);
    expect(await rig.create({ method: 'dpo' })).toMatchObject({
      refusal: expect.stringContaining('10 or more'),
    });
    expect(rig.fake.requests).toEqual([]);
    expect(await rig.jobs.list()).toEqual([]);
  });

  it('waits as long as Retry-After says, and goes on later where that is long', async () => {
    await using rig = await openJobRig('openai');
    rig.fake.faults.push({ on: 'POST /files', kind: '429', retryAfter: 3_600 });
    const job = await created(rig);
    expect(job).toMatchObject({ state: 'uploading', message: expect.stringContaining('429') });
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'training' });
    rig.fake.faults.push({ on: '/fine_tuning/jobs/ftjob-1', kind: '429', retryAfter: 5 });
    const waiting = rig.jobs.follow(job.id, quiet);
    await expect.poll(() => rig.fake.faults).toEqual([]);
    const asked = rig.fake.requests.length;
    rig.clock.advance(4_999);
    expect(rig.fake.requests).toHaveLength(asked);
    await expect.poll(() => rig.clock.advance(5_000) ?? rig.fake.requests.length).toBe(asked + 1);
    expect((await waiting).state).toBe('training');
  });

  it('survives a wrong key and errors of the server', async () => {
    await using rig = await openJobRig('openai');
    rig.fake.faults.push({ on: 'POST /fine_tuning/jobs', kind: '401' });
    const job = await created(rig);
    expect(job).toMatchObject({ state: 'creating', message: expect.stringContaining('401') });
    rig.fake.faults.push({ on: 'POST /fine_tuning/jobs', kind: '500' });
    await rig.jobs.follow(job.id, quiet);
    rig.clock.advance(61_000);
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({ state: 'training' });
    expect(rig.fake.state.jobs).toHaveLength(1);
  });

  it('that arrived twice after all is cancelled once', async () => {
    await using rig = await openJobRig('openai');
    rig.fake.faults.push({ on: 'POST /fine_tuning/jobs', kind: 'late' });
    const job = await created(rig);
    rig.clock.advance(61_000);
    rig.fake.faults.push({ on: 'POST /fine_tuning/jobs', kind: 'lost' });
    await rig.jobs.follow(job.id, quiet);
    await rig.fake.arrive();
    await rig.jobs.follow(job.id, quiet);
    expect(rig.fake.state.jobs.map(({ status }) => status).sort()).toEqual(['cancelled', 'validating_files']);
  });

  it('is not created twice by two who follow it at once', async () => {
    await using rig = await openJobRig('openai');
    rig.fake.faults.push({ on: 'POST /files', kind: '401' });
    const { id } = await created(rig);
    await Promise.all([rig.jobs.follow(id, quiet), rig.jobs.followAll(quiet), rig.jobs.follow(id, quiet)]);
    expect(rig.fake.creations()).toBe(1);
  });

  it('is paused and resumed where the service can', async () => {
    await using rig = await openJobRig('openai');
    const { id } = await created(rig);
    expect((await rig.jobs.act(id, 'pause')).job.remote_word).toBe('paused');
    expect((await rig.jobs.act(id, 'resume')).job.remote_word).toBe('running');
    await using other = await openJobRig('together');
    const there = await created(other);
    expect((await other.jobs.act(there.id, 'pause')).problem).toContain('cannot pause');
  });

  it('waits with its evaluation while a model does not answer, and says what keeps the model from answering', async () => {
    let broken = true;
    await using rig = await openJobRig('openai', (model, question) => {
      if (broken) throw new Error('no capacity');
      return model === 'base-model' ? 'no' : wanted(question);
    });
    const job = await created(rig);
    rig.fake.finish();
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({
      state: 'trained',
      message: expect.stringContaining('no capacity'),
    });
    broken = false;
    rig.settings.refuse = 'It is set in the environment.';
    expect(await rig.jobs.follow(job.id, quiet)).toMatchObject({
      state: 'better',
      message: 'It is set in the environment.',
    });
    expect(rig.settings.model).toBe('openai:base-model');
  });
});
