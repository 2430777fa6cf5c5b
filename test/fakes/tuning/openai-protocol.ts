import {
  type FakeFile,
  type FakeJob,
  ok,
  type Protocol,
  rowProblem,
  unknownKeys,
  uploadedFile,
  wrong,
} from './state.ts';

const KEYS = [
  'model',
  'training_file',
  'validation_file',
  'method',
  'seed',
  'suffix',
  'metadata',
  'integrations',
];

/** OpenAI's fine-tuning API, as strict as its documents. */
export const openAiProtocol: Protocol = async ({ method, path, query, json, form }, state) => {
  if (method === 'POST' && path === '/files') {
    if (form?.get('purpose') !== 'fine-tune') return wrong(400, "'purpose' is a required property");
    const file = await uploadedFile(form, state);
    if ('status' in file) return file;
    const kept = { id: `file-${state.files.length + 1}`, ...file };
    state.files.push(kept);
    return ok(fileOf(kept));
  }
  if (method === 'GET' && path === '/files') return ok(page(state.files.toReversed(), query, fileOf));
  const fileId = /^\/files\/([^/]+)$/.exec(path)?.[1];
  if (fileId !== undefined) {
    const file = state.files.find(({ id }) => id === fileId);
    return file === undefined ? wrong(404, 'No such File object') : ok(fileOf(file));
  }
  if (method === 'POST' && path === '/fine_tuning/jobs') {
    if (json === null) return wrong(400, 'no body');
    const [unknown] = unknownKeys(json, KEYS);
    if (unknown !== undefined) return wrong(400, `Unrecognized request argument supplied: ${unknown}`);
    const body = json as {
      model?: string;
      training_file?: string;
      validation_file?: string;
      suffix?: string;
      metadata?: Record<string, string>;
      method?: { type?: string; [type: string]: unknown };
    };
    if (!state.models.includes(body.model ?? ''))
      return wrong(400, `Model ${body.model} is not available for fine-tuning.`);
    const file = state.files.find(({ id }) => id === body.training_file);
    if (file === undefined) return wrong(400, `invalid training_file: ${body.training_file}`);
    if (body.validation_file !== undefined && !state.files.some(({ id }) => id === body.validation_file))
      return wrong(400, `invalid validation_file: ${body.validation_file}`);
    if ((body.suffix?.length ?? 0) > 64) return wrong(400, 'suffix is too long');
    const type = body.method?.type ?? 'supervised';
    const settings = body.method?.[type] as { hyperparameters?: { n_epochs?: number } } | undefined;
    if (settings?.hyperparameters === undefined) return wrong(400, `method.${type} is required`);
    const problem = rowProblem(file.text, type === 'dpo' ? 'dpo' : 'sft', 10);
    const job: FakeJob = {
      ...{ id: `ftjob-${state.jobs.length + 1}`, key: body.suffix ?? '', model: body.model ?? '' },
      ...{
        status: problem === null ? 'validating_files' : 'failed',
        error: problem,
        output: null,
        method: type,
      },
      ...{ epochs: settings.hyperparameters.n_epochs ?? 0, metadata: body.metadata ?? {} },
      createdAt: state.jobs.length + 1,
    };
    state.jobs.push(job);
    return ok(jobOf(job));
  }
  if (method === 'GET' && path === '/fine_tuning/jobs') {
    const wanted = [...query].flatMap(([key, value]) => {
      const name = /^metadata\[(.+)\]$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, value] as const];
    });
    const jobs = state.jobs.filter(({ metadata }) =>
      wanted.every(([name, value]) => metadata[name] === value),
    );
    return ok(page(jobs.toReversed(), query, jobOf));
  }
  const [, id, rest = ''] = /^\/fine_tuning\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const job = state.jobs.find((one) => one.id === id);
  if (job === undefined) return wrong(404, `Could not find fine tune: ${id}`);
  if (rest === '' && method === 'GET') return ok(jobOf(job));
  if (rest === 'events') {
    const event = (message: string, at: number) => ({
      ...{ object: 'fine_tuning.job.event', id: `ftevent-${at}`, created_at: 1_790_000_000 + at },
      ...{ level: 'info', message, type: 'message' },
    });
    return ok({
      object: 'list',
      data: [event(`Job is ${job.status}`, 2), event('Created', 1)],
      has_more: false,
    });
  }
  if (rest === 'checkpoints') {
    const metrics = { step: 10, train_loss: 0.5, valid_loss: 0.6 };
    const checkpoint = { id: 'ftckpt-1', object: 'fine_tuning.job.checkpoint', created_at: 1, metrics };
    const named = {
      fine_tuned_model_checkpoint: `${job.model}:ckpt-10`,
      step_number: 10,
      fine_tuning_job_id: job.id,
    };
    return ok({ object: 'list', data: [{ ...checkpoint, ...named }], has_more: false });
  }
  if (method !== 'POST') return wrong(405, 'Method not allowed');
  const over = ['succeeded', 'failed', 'cancelled'].includes(job.status);
  if (over) return wrong(400, `Job ${job.id} is ${job.status} and cannot be changed.`);
  if (rest === 'cancel') job.status = 'cancelled';
  else if (rest === 'pause') job.status = 'paused';
  else if (rest === 'resume') {
    if (job.status !== 'paused') return wrong(400, 'Job is not paused.');
    job.status = 'running';
  } else return wrong(404, 'Unknown request URL');
  return ok(jobOf(job));
};

function fileOf({ id, name, text }: FakeFile) {
  return {
    id,
    object: 'file',
    filename: name,
    bytes: text.length,
    purpose: 'fine-tune',
    created_at: 1,
    status: 'processed',
  };
}

function jobOf(job: FakeJob) {
  return {
    ...{
      id: job.id,
      object: 'fine_tuning.job',
      created_at: job.createdAt,
      model: job.model,
      status: job.status,
    },
    ...{
      fine_tuned_model: job.output,
      trained_tokens: job.output === null ? null : 1_234,
      metadata: job.metadata,
    },
    error: { code: job.error === null ? null : 'invalid_training_file', message: job.error, param: null },
  };
}

/** Lists come in pages, of which the first is not all. */
function page<T extends { id: string }>(
  rows: readonly T[],
  query: URLSearchParams,
  show: (row: T) => object,
) {
  const after = query.get('after');
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  const most = Math.min(2, Number(query.get('limit') ?? 20));
  const data = rows.slice(from, from + most);
  return { object: 'list', data: data.map(show), has_more: from + most < rows.length };
}
