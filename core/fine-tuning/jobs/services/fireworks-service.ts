import { z } from 'zod';
import { createCalls, type HttpOptions, read } from '../http-calls.ts';
import type { Called, JobRequest, RemoteFile, RemoteJob, TuningService } from '../service.ts';

const statusShape = z.object({ code: z.string().optional(), message: z.string().optional() }).nullish();
const datasetShape = z.object({ name: z.string(), state: z.string().optional(), status: statusShape });
const jobShape = z.object({
  name: z.string(),
  state: z.string(),
  status: statusShape,
  outputModel: z.string().nullish(),
  trainingConfig: z.object({ outputModel: z.string().nullish() }).nullish(),
  jobProgress: z.object({ percent: z.number().nullish(), inputTokens: z.number().nullish() }).nullish(),
});

const STATES: Record<string, RemoteJob['state']> = {
  JOB_STATE_CREATING: 'waiting',
  JOB_STATE_PENDING: 'waiting',
  JOB_STATE_CREATING_INPUT_DATASET: 'waiting',
  JOB_STATE_PAUSED: 'paused',
  JOB_STATE_COMPLETED: 'succeeded',
  JOB_STATE_EARLY_STOPPED: 'succeeded',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_CANCELLED: 'cancelled',
  JOB_STATE_EXPIRED: 'failed',
  JOB_STATE_DELETING: 'cancelled',
};
const KINDS = { sft: 'supervisedFineTuningJobs', dpo: 'dpoJobs' } as const;
const ID_PARAMETERS = { sft: 'supervisedFineTuningJobId', dpo: 'dpoJobId' } as const;

/**
 * Fireworks' API: data sets, jobs and models have ids of our choosing, so a second one of the same id is refused by the
 * service itself. Ids that we keep are resource names (`accounts/…`).
 */
export function createFireworksService(
  options: HttpOptions & { account: string; chatAddress: string },
): TuningService {
  const { get, post } = createCalls(options);
  const account = `accounts/${options.account}`;
  const job = (called: Called<unknown>) => read(called, jobOf);
  const found = async <T>(called: Called<T>): Promise<Called<T | null>> =>
    !called.ok && called.status === 404 ? { ok: true, value: null } : called;
  const dataset = async (name: string) => read(await get(`/${name}`), datasetOf);
  return {
    id: 'fireworks',
    leastRows: 3,
    mostBytes: 150_000_000,
    acts: ['resume', 'cancel'],
    chatAddress: options.chatAddress,
    async findFile(name) {
      const there = await found(await dataset(`${account}/datasets/${idOf(name)}`));
      // One that was made and got no file is filled by `upload`.
      return there.ok && there.value?.error === EMPTY ? { ok: true, value: null } : there;
    },
    async upload({ name, text }) {
      const datasetId = idOf(name);
      const rows = text.split('\n').length - 1;
      const made = await post(`/${account}/datasets`, {
        datasetId,
        dataset: { userUploaded: {}, exampleCount: String(rows), displayName: name },
      });
      if (!made.ok && made.status !== 409) return made;
      const form = new FormData();
      form.set('file', new Blob([text], { type: 'application/jsonl' }), name);
      const sent = await post(`/${account}/datasets/${datasetId}:upload`, form);
      return sent.ok ? dataset(`${account}/datasets/${datasetId}`) : sent;
    },
    file: dataset,
    async findJobs(key, method) {
      const there = await found(job(await get(`/${account}/${KINDS[method]}/${key}`)));
      return there.ok ? { ok: true, value: there.value === null ? [] : [there.value] } : there;
    },
    async create(request) {
      const { key, method } = request;
      const path = `/${account}/${KINDS[method]}?${ID_PARAMETERS[method]}=${key}`;
      return job(await post(path, bodyOf(account, request)));
    },
    job: async (id) => job(await get(`/${id}`)),
    async act(id, act) {
      if (act === 'pause')
        return { ok: false, why: 'refused', status: null, message: 'Fireworks cannot pause a job.' };
      const done = await post(`/${id}:${act}`, {});
      return done.ok ? job(await get(`/${id}`)) : done;
    },
    /** It has no list of events: how the job stands is all there is. */
    async events(id) {
      return read(await get(`/${id}`), (value) => {
        const row = jobShape.safeParse(value).data;
        if (row === undefined) return null;
        const done = row.jobProgress?.percent;
        const message = [row.state, row.status?.message, done == null ? '' : `${done} %`];
        return [{ at: null, level: 'info', message: message.filter((one) => one).join(' · ') }];
      });
    },
    checkpoints: async () => ({ ok: true, value: [] }),
  };
}

function bodyOf(account: string, { key, baseModel, method, trainFile, validFile, epochs }: JobRequest) {
  const outputModel = `${account}/models/${key}`;
  if (method === 'dpo')
    return { dataset: trainFile, displayName: key, trainingConfig: { baseModel, outputModel, epochs } };
  return {
    ...{ dataset: trainFile, displayName: key, baseModel, outputModel, epochs },
    ...(validFile === null ? {} : { evaluationDataset: validFile }),
  };
}

/** `docent-x-train.jsonl` becomes `docent-x-train`: ids take no dots. */
function idOf(fileName: string): string {
  return fileName.replace(/\.jsonl$/, '');
}

const EMPTY = 'no file yet';

function datasetOf(value: unknown): RemoteFile | null {
  const row = datasetShape.safeParse(value).data;
  if (row === undefined) return null;
  if (row.state === undefined || row.state === 'STATE_UNSPECIFIED')
    return { id: row.name, state: 'waiting', error: EMPTY };
  if (row.state === 'READY') return { id: row.name, state: 'ready', error: null };
  const failed = row.status?.code !== undefined && row.status.code !== 'OK';
  return { id: row.name, state: failed ? 'failed' : 'waiting', error: row.status?.message ?? null };
}

function jobOf(value: unknown): RemoteJob | null {
  const row = jobShape.safeParse(value).data;
  if (row === undefined) return null;
  const state = STATES[row.state] ?? 'running';
  return {
    ...{ id: row.name, state, word: row.state, trainedTokens: row.jobProgress?.inputTokens ?? null },
    model: state === 'succeeded' ? (row.outputModel ?? row.trainingConfig?.outputModel ?? null) : null,
    error: state === 'failed' ? (row.status?.message ?? row.state) : null,
  };
}
