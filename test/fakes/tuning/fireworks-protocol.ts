import { type FakeJob, ok, type Protocol, rowProblem, unknownKeys, uploadedFile, wrong } from './state.ts';

const SFT_KEYS = [
  ...[
    'dataset',
    'displayName',
    'outputModel',
    'baseModel',
    'warmStartFrom',
    'epochs',
    'learningRate',
    'loraRank',
  ],
  ...['maxContextLength', 'evaluationDataset', 'earlyStop', 'batchSize', 'evalAutoCarveout', 'isTurbo'],
];
const DPO_KEYS = ['dataset', 'displayName', 'trainingConfig', 'lossConfig', 'wandbConfig'];
const ACCOUNT = '/accounts/team';
const ID = /^[a-z][a-z0-9-]{0,62}$/;

/** Fireworks' fine-tuning API: ids are the client's, and the same one twice is refused. */
export const fireworksProtocol: Protocol = async ({ method, path, query, json, form }, state) => {
  if (!path.startsWith(ACCOUNT)) return wrong(403, 'No such account');
  const rest = path.slice(ACCOUNT.length);
  if (method === 'POST' && rest === '/datasets') {
    const { datasetId, dataset } = json as {
      datasetId?: string;
      dataset?: { userUploaded?: object; exampleCount?: unknown };
    };
    if (!ID.test(datasetId ?? '')) return wrong(400, 'invalid dataset id');
    if (dataset?.userUploaded === undefined || typeof dataset.exampleCount !== 'string')
      return wrong(400, 'dataset.userUploaded and exampleCount are required');
    if (state.files.some(({ id }) => id === datasetId)) return wrong(409, 'the dataset already exists');
    state.files.push({ id: datasetId ?? '', name: '', text: '' });
    return ok(datasetOf(datasetId ?? '', ''));
  }
  const [, datasetId, upload] = /^\/datasets\/([^/:]+)(:upload)?$/.exec(rest) ?? [];
  if (datasetId !== undefined) {
    const file = state.files.find(({ id }) => id === datasetId);
    if (file === undefined) return wrong(404, 'dataset not found');
    if (upload !== undefined) {
      const sent = await uploadedFile(form, state);
      if ('status' in sent) return sent;
      Object.assign(file, sent);
      return ok({});
    }
    return ok(datasetOf(file.id, file.name));
  }
  const [, kind, id, act] =
    /^\/(supervisedFineTuningJobs|dpoJobs)(?:\/([^/:]+)(?::(\w+))?)?$/.exec(rest) ?? [];
  if (kind === undefined) return wrong(404, 'not found');
  if (id === undefined && method === 'POST') {
    const isDpo = kind === 'dpoJobs';
    const key = query.get(isDpo ? 'dpoJobId' : 'supervisedFineTuningJobId') ?? '';
    const [unknown] = unknownKeys(json ?? {}, isDpo ? DPO_KEYS : SFT_KEYS);
    if (unknown !== undefined) return wrong(400, `unknown field "${unknown}"`);
    if (!ID.test(key)) return wrong(400, 'invalid job id');
    if (state.jobs.some((one) => one.key === key)) return wrong(409, 'the job already exists');
    const body = json as {
      dataset?: string;
      baseModel?: string;
      epochs?: number;
      outputModel?: string;
      trainingConfig?: { baseModel?: string; epochs?: number; outputModel?: string };
    };
    const config = isDpo ? body.trainingConfig : body;
    if (!state.models.includes(config?.baseModel ?? '')) return wrong(400, 'base model cannot be tuned');
    const file = state.files.find((one) => `accounts/team/datasets/${one.id}` === body.dataset);
    if (file === undefined) return wrong(400, 'dataset not found');
    const problem = rowProblem(file.text, isDpo ? 'dpo' : 'sft', 3);
    const job: FakeJob = {
      ...{ id: `accounts/team/${kind}/${key}`, key, model: config?.baseModel ?? '' },
      ...{ status: problem === null ? 'JOB_STATE_CREATING' : 'JOB_STATE_FAILED', error: problem },
      ...{ output: config?.outputModel ?? null, method: isDpo ? 'dpo' : 'sft', epochs: config?.epochs ?? 1 },
      ...{ metadata: {}, createdAt: state.jobs.length + 1 },
    };
    state.jobs.push(job);
    return ok(jobOf(job));
  }
  const job = state.jobs.find((one) => one.id === `accounts/team/${kind}/${id}`);
  if (job === undefined) return wrong(404, 'job not found');
  if (act === 'cancel') {
    job.status = 'JOB_STATE_CANCELLED';
    return ok({});
  }
  if (act === 'resume') {
    job.status = 'JOB_STATE_RUNNING';
    return ok({});
  }
  return act === undefined ? ok(jobOf(job)) : wrong(404, 'not found');
};

function datasetOf(id: string, name: string) {
  const state = name === '' ? 'STATE_UNSPECIFIED' : 'READY';
  return {
    name: `accounts/team/datasets/${id}`,
    displayName: name,
    state,
    status: { code: 'OK', message: '' },
  };
}

function jobOf(job: FakeJob) {
  const status =
    job.error === null ? { code: 'OK', message: '' } : { code: 'INVALID_ARGUMENT', message: job.error };
  const config = { baseModel: job.model, outputModel: job.output, epochs: job.epochs };
  const shared = {
    name: job.id,
    state: job.status,
    status,
    displayName: job.key,
    jobProgress: { percent: 40 },
  };
  return job.method === 'dpo' ? { ...shared, trainingConfig: config } : { ...shared, ...config };
}
