import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';
import { changeFile, changeJob, dropTexts, type FileRow, filesOf, type JobRow } from './job-rows.ts';
import { JOB_LIMITS } from './limits.ts';
import type { Failed, RemoteJob, TuningService } from './service.ts';

type Deps = { store: Store; clock: Clock; service: TuningService };

/**
 * Takes a job as far as it gets now: files, then the job itself, then how it stands. What is about to be sent is noted
 * before, so after a kill at any point the service is asked first whether it has it: a second one is never sent for.
 */
export async function followJob(deps: Deps, start: JobRow): Promise<JobRow> {
  let job = start;
  if (job.state === 'uploading') job = await upload(deps, job);
  if (job.state === 'creating') job = await create(deps, job);
  if (job.state === 'training') job = await look(deps, job);
  return job;
}

async function upload(deps: Deps, job: JobRow): Promise<JobRow> {
  const { store, service } = deps;
  if (job.cancel === 1) return end(deps, job, 'cancelled', 'It was cancelled before it began.');
  for (const file of await filesOf(store, job.id)) {
    const stopped = await uploadOne(deps, job, file);
    if (stopped !== null) return stopped;
  }
  for (const { remote_id } of await filesOf(store, job.id)) {
    const file = await service.file(remote_id ?? '');
    if (!file.ok) return notNow(deps, job, file);
    if (file.value.state === 'failed')
      return end(
        deps,
        job,
        'failed',
        `The service refuses the data: ${file.value.error ?? 'no reason given'}`,
      );
    if (file.value.state === 'waiting')
      return changeJob(deps, job.id, { message: 'The service is reading the data.' });
  }
  return changeJob(deps, job.id, { state: 'creating', message: 'The job is being created.' });
}

/** Null once the service has the file. */
async function uploadOne(deps: Deps, job: JobRow, file: FileRow): Promise<JobRow | null> {
  const { store, service } = deps;
  if (file.remote_id !== null) return null;
  if (file.sent === 1) {
    const there = await service.findFile(file.name);
    if (!there.ok) return notNow(deps, job, there);
    if (there.value !== null) {
      await changeFile(store, file, { remote_id: there.value.id });
      return null;
    }
  }
  await changeFile(store, file, { sent: 1 });
  const sent = await service.upload({ name: file.name, text: file.text, method: methodOf(job) });
  if (!sent.ok) return notNow(deps, job, sent);
  await changeFile(store, file, { remote_id: sent.value.id });
  return null;
}

async function create(deps: Deps, job: JobRow): Promise<JobRow> {
  const { store, clock, service } = deps;
  if (job.sent_at !== null) {
    const there = await service.findJobs(job.key, methodOf(job));
    if (!there.ok) return notNow(deps, job, there);
    const [first, ...others] = there.value;
    // Two attempts arrived after all: the later one is not wanted.
    for (const other of others) await service.act(other.id, 'cancel');
    if (first !== undefined) return adopt(deps, job, first);
    if (clock.now() - job.sent_at < JOB_LIMITS.graceMs)
      return changeJob(deps, job.id, {
        message: 'The service did not confirm the job. It is looked for before another one is created.',
      });
  }
  if (job.cancel === 1) return end(deps, job, 'cancelled', 'It was cancelled before it began.');
  const files = await filesOf(store, job.id);
  const idOf = (split: string) => files.find((file) => file.split === split)?.remote_id ?? null;
  await changeJob(deps, job.id, { sent_at: clock.now() });
  const made = await service.create({
    ...{ key: job.key, baseModel: job.base_model, method: methodOf(job), epochs: job.epochs, seed: job.seed },
    ...{ trainFile: idOf('train') ?? '', validFile: idOf('valid') },
  });
  if (made.ok) return adopt(deps, job, made.value);
  // It was not carried out: the next attempt needs no wait.
  if (made.status === 409)
    return changeJob(deps, job.id, { message: 'The service has a job of this id already.' });
  if (made.why === 'later') await changeJob(deps, job.id, { sent_at: job.sent_at });
  return notNow(deps, job, made);
}

async function adopt(deps: Deps, job: JobRow, remote: RemoteJob): Promise<JobRow> {
  await dropTexts(deps.store, job.id, ['train']);
  const known = await changeJob(deps, job.id, {
    ...{
      state: 'training',
      remote_id: remote.id,
      remote_word: remote.word,
      message: 'The service has the job.',
    },
  });
  if (known.cancel === 0) return known;
  const done = await deps.service.act(remote.id, 'cancel');
  return done.ok ? changeJob(deps, job.id, { cancel: 0 }) : notNow(deps, known, done);
}

async function look(deps: Deps, job: JobRow): Promise<JobRow> {
  const id = job.remote_id ?? '';
  if (job.cancel === 1) {
    const asked = await deps.service.act(id, 'cancel');
    if (asked.ok) await changeJob(deps, job.id, { cancel: 0 });
  }
  const now = await deps.service.job(id);
  if (!now.ok) return changeJob(deps, job.id, { message: now.message });
  const { state, word, model, error } = now.value;
  await changeJob(deps, job.id, { remote_word: word });
  if (state === 'failed') return end(deps, job, 'failed', `The service gave up: ${error ?? word}`);
  if (state === 'cancelled') return end(deps, job, 'cancelled', 'The service ended it.');
  if (state !== 'succeeded') return changeJob(deps, job.id, { message: `The service says: ${word}.` });
  if (model === null) return changeJob(deps, job.id, { message: 'The service has not named its model yet.' });
  return changeJob(deps, job.id, {
    ...{ state: 'trained', model, message: 'The model is ready to be compared with its base.' },
  });
}

/** A refusal ends it; the rest is tried again the next time. */
async function notNow(deps: Deps, job: JobRow, failed: Failed): Promise<JobRow> {
  if (failed.why === 'refused') return end(deps, job, 'failed', failed.message);
  return changeJob(deps, job.id, { message: failed.message });
}

async function end(deps: Deps, job: JobRow, state: 'failed' | 'cancelled', message: string): Promise<JobRow> {
  await dropTexts(deps.store, job.id, ['train', 'valid']);
  return changeJob(deps, job.id, { state, message });
}

function methodOf({ method }: JobRow): 'sft' | 'dpo' {
  return method === 'dpo' ? 'dpo' : 'sft';
}
