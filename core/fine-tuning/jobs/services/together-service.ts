import { z } from 'zod';
import { createCalls, type HttpOptions, read } from '../http-calls.ts';
import type { Called, JobRequest, RemoteFile, RemoteJob, TuningService } from '../service.ts';

const fileShape = z.object({
  id: z.string(),
  filename: z.string().optional(),
  Processed: z.boolean().optional(),
});
const jobShape = z.object({
  id: z.string(),
  created_at: z.string().optional(),
  status: z.string(),
  suffix: z.string().nullish(),
  model_output_name: z.string().nullish(),
  output_name: z.string().nullish(),
  token_count: z.number().nullish(),
  events: z.array(z.object({ level: z.string().nullish(), message: z.string().nullish() })).nullish(),
});
type Job = z.infer<typeof jobShape>;
const listOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });
const eventShape = z.object({
  created_at: z.string().nullish(),
  level: z.string().nullish(),
  message: z.string().nullish(),
});
const checkpointShape = z.object({ step: z.number().nullish(), checkpoint_type: z.string().nullish() });

const STATES: Record<string, RemoteJob['state']> = {
  pending: 'waiting',
  queued: 'waiting',
  running: 'running',
  compressing: 'running',
  uploading: 'running',
  cancel_requested: 'running',
  cancelled: 'cancelled',
  error: 'failed',
  user_error: 'failed',
  completed: 'succeeded',
};
const JOBS = '/fine-tunes';

/** Together's API: LoRA unless asked otherwise; jobs are found by the suffix of the model that they make. */
export function createTogetherService(options: HttpOptions): TuningService {
  const { get, post } = createCalls(options);
  const job = (called: Called<unknown>) =>
    read(called, (value) => {
      const row = jobShape.safeParse(value).data;
      return row === undefined ? null : jobOf(row);
    });
  return {
    id: 'together',
    leastRows: 1,
    mostBytes: 5_000_000_000,
    acts: ['cancel'],
    chatAddress: options.address,
    async findFile(name) {
      const all = read(await get('/files'), (value) => listOf(fileShape).safeParse(value).data?.data ?? null);
      if (!all.ok) return all;
      const found = all.value.find(({ filename }) => filename === name);
      return { ok: true, value: found === undefined ? null : fileOf(found) };
    },
    async upload({ name, text }) {
      const form = new FormData();
      form.set('purpose', 'fine-tune');
      form.set('file_name', name);
      form.set('file_type', 'jsonl');
      form.set('file', new Blob([text], { type: 'application/jsonl' }), name);
      return read(await post('/files/upload', form), readFile);
    },
    file: async (id) => read(await get(`/files/${encodeURIComponent(id)}`), readFile),
    async findJobs(key) {
      const all = read(await get(JOBS), (value) => listOf(jobShape).safeParse(value).data?.data ?? null);
      if (!all.ok) return all;
      const ours = all.value.filter((one) => one.suffix === key || nameOf(one)?.includes(key) === true);
      const oldest = ours.toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? -1 : 1));
      return { ok: true, value: oldest.map(jobOf) };
    },
    create: async (request) => job(await post(JOBS, bodyOf(request))),
    job: async (id) => job(await get(`${JOBS}/${encodeURIComponent(id)}`)),
    async act(id, act) {
      if (act !== 'cancel')
        return { ok: false, why: 'refused', status: null, message: `Together cannot ${act} a job.` };
      return job(await post(`${JOBS}/${encodeURIComponent(id)}/cancel`, {}));
    },
    events: async (id) =>
      read(await get(`${JOBS}/${encodeURIComponent(id)}/events`), (value) => {
        const rows = listOf(eventShape).safeParse(value).data?.data;
        return (
          rows?.map(({ created_at, level, message }) => ({
            ...{ at: created_at ?? null, level: (level ?? 'info').toLowerCase(), message: message ?? '' },
          })) ?? null
        );
      }),
    checkpoints: async (id) =>
      read(await get(`${JOBS}/${encodeURIComponent(id)}/checkpoints`), (value) => {
        const rows = listOf(checkpointShape).safeParse(value).data?.data;
        return rows?.map(({ step }) => ({ step: step ?? null, model: null, metrics: {} })) ?? null;
      }),
  };
}

function bodyOf({ key, baseModel, method, trainFile, validFile, epochs, seed }: JobRequest) {
  return {
    ...{ model: baseModel, training_file: trainFile, n_epochs: epochs, suffix: key, random_seed: seed },
    ...(validFile === null ? {} : { validation_file: validFile, n_evals: epochs }),
    training_method: { method },
    training_type: { type: 'Lora' },
  };
}

function readFile(value: unknown): RemoteFile | null {
  const file = fileShape.safeParse(value).data;
  return file === undefined ? null : fileOf(file);
}

function fileOf({ id, Processed }: z.infer<typeof fileShape>): RemoteFile {
  return { id, state: Processed === false ? 'waiting' : 'ready', error: null };
}

function nameOf({ model_output_name, output_name }: Job): string | null {
  return model_output_name ?? output_name ?? null;
}

function jobOf(job: Job): RemoteJob {
  const state = STATES[job.status] ?? 'running';
  const errors = job.events?.filter(({ level }) => level?.toLowerCase() === 'error') ?? [];
  return {
    ...{ id: job.id, state, word: job.status, trainedTokens: job.token_count ?? null },
    model: state === 'succeeded' ? nameOf(job) : null,
    error: state === 'failed' ? (errors.at(-1)?.message ?? job.status) : null,
  };
}
