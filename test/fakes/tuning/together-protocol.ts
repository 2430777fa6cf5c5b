import { type FakeJob, ok, type Protocol, rowProblem, unknownKeys, uploadedFile, wrong } from './state.ts';

const KEYS = [
  ...['model', 'training_file', 'validation_file', 'n_epochs', 'n_evals', 'n_checkpoints', 'batch_size'],
  ...[
    'learning_rate',
    'suffix',
    'training_method',
    'training_type',
    'random_seed',
    'warmup_ratio',
    'max_seq_length',
  ],
];

/** Together's fine-tuning API, as its documents tell of it. */
export const togetherProtocol: Protocol = async ({ method, path, json, form }, state) => {
  if (method === 'POST' && path === '/files/upload') {
    if (form?.get('purpose') !== 'fine-tune' || typeof form.get('file_name') !== 'string')
      return wrong(400, 'purpose and file_name are required');
    const file = await uploadedFile(form, state);
    if ('status' in file) return file;
    const kept = { id: `file-${state.files.length + 1}`, ...file, name: String(form.get('file_name')) };
    state.files.push(kept);
    return ok(fileOf(kept));
  }
  if (method === 'GET' && path === '/files') return ok({ data: state.files.map(fileOf) });
  const fileId = /^\/files\/([^/]+)$/.exec(path)?.[1];
  if (fileId !== undefined) {
    const file = state.files.find(({ id }) => id === fileId);
    return file === undefined ? wrong(404, 'File not found') : ok(fileOf(file));
  }
  if (method === 'POST' && path === '/fine-tunes') {
    if (json === null) return wrong(400, 'no body');
    const [unknown] = unknownKeys(json, KEYS);
    if (unknown !== undefined) return wrong(422, `unknown field ${unknown}`);
    const body = json as {
      model?: string;
      training_file?: string;
      n_epochs?: number;
      suffix?: string;
      training_method?: { method?: string };
    };
    if (!state.models.includes(body.model ?? ''))
      return wrong(400, `Model ${body.model} cannot be fine-tuned.`);
    const file = state.files.find(({ id }) => id === body.training_file);
    if (file === undefined) return wrong(400, 'training_file does not exist');
    if ((body.suffix?.length ?? 0) > 64) return wrong(400, 'suffix is longer than 64 characters');
    const problem = rowProblem(file.text, body.training_method?.method ?? 'sft', 1);
    const job: FakeJob = {
      ...{ id: `ft-${state.jobs.length + 1}`, key: body.suffix ?? '', model: body.model ?? '' },
      ...{ status: problem === null ? 'pending' : 'user_error', error: problem, output: null },
      ...{ method: body.training_method?.method ?? 'sft', epochs: body.n_epochs ?? 1, metadata: {} },
      createdAt: state.jobs.length + 1,
    };
    state.jobs.push(job);
    return ok(jobOf(job));
  }
  if (method === 'GET' && path === '/fine-tunes') return ok({ data: state.jobs.map(jobOf) });
  const [, id, rest = ''] = /^\/fine-tunes\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const job = state.jobs.find((one) => one.id === id);
  if (job === undefined) return wrong(404, 'Fine-tune not found');
  if (rest === '') return ok(jobOf(job));
  if (rest === 'events')
    return ok({
      data: [
        {
          object: 'fine-tune-event',
          created_at: at(1),
          level: 'info',
          message: `Job ${job.status}`,
          type: 'JOB_START',
        },
      ],
    });
  if (rest === 'checkpoints')
    return ok({ data: [{ step: 10, path: 's3://x', created_at: at(1), checkpoint_type: 'Intermediate' }] });
  if (rest !== 'cancel' || method !== 'POST') return wrong(404, 'Not found');
  if (['completed', 'cancelled', 'error', 'user_error'].includes(job.status))
    return wrong(400, 'The job is over.');
  job.status = 'cancelled';
  return ok(jobOf(job));
};

const at = (second: number): string => new Date(1_790_000_000_000 + second * 1_000).toISOString();

function fileOf({ id, name, text }: { id: string; name: string; text: string }) {
  return {
    id,
    object: 'file',
    created_at: 1,
    filename: name,
    bytes: text.length,
    purpose: 'fine-tune',
    Processed: true,
    FileType: 'jsonl',
  };
}

function jobOf(job: FakeJob) {
  return {
    ...{ id: job.id, status: job.status, created_at: at(job.createdAt), model: job.model, suffix: job.key },
    ...{
      model_output_name: `team/${job.model}-${job.key}-0a1b2c3d`,
      n_epochs: job.epochs,
      token_count: 1_234,
    },
    events: job.error === null ? [] : [{ level: 'error', message: job.error, created_at: at(job.createdAt) }],
  };
}
