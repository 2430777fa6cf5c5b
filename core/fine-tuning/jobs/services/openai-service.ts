import { z } from 'zod';
import { createCalls, type HttpOptions, read } from '../http-calls.ts';
import { JOB_LIMITS } from '../limits.ts';
import type { Called, JobRequest, RemoteFile, RemoteJob, TuningService } from '../service.ts';

const fileShape = z.object({
  id: z.string(),
  filename: z.string().optional(),
  status: z.string().optional(),
  status_details: z.string().nullish(),
});
const jobShape = z.object({
  id: z.string(),
  created_at: z.number().optional(),
  status: z.string(),
  fine_tuned_model: z.string().nullish(),
  trained_tokens: z.number().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), has_more: z.boolean().optional() });
const eventShape = z.object({ created_at: z.number(), level: z.string(), message: z.string() });
const checkpointShape = z.object({
  step_number: z.number(),
  fine_tuned_model_checkpoint: z.string(),
  metrics: z.record(z.string(), z.number().nullish()),
});

const STATES: Record<string, RemoteJob['state']> = {
  validating_files: 'waiting',
  queued: 'waiting',
  running: 'running',
  pausing: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};
/** What our key is kept under in a job's metadata, by which jobs can be listed. */
const OURS = 'docent_job';
const JOBS = '/fine_tuning/jobs';

/** OpenAI's own fine-tuning API and whatever speaks it: jobs are found by metadata, files by name. */
export function createOpenAiService(options: HttpOptions): TuningService {
  const { get, post } = createCalls(options);
  const job = (called: Called<unknown>) => read(called, (value) => jobOf(value));

  /** Goes through the pages of a list, newest first. */
  async function search<T extends { id: string }>(
    path: string,
    row: z.ZodType<T>,
    until: (found: T) => boolean,
  ): Promise<Called<T[]>> {
    const hits: T[] = [];
    let after = '';
    for (let seen = 0; seen < JOB_LIMITS.listed; ) {
      const page = read(await get(`${path}${after}`), (value) => pageOf(row).safeParse(value).data ?? null);
      if (!page.ok) return page;
      const { data, has_more } = page.value;
      hits.push(...data.filter(until));
      const last = data.at(-1);
      if (has_more !== true || last === undefined) break;
      seen += data.length;
      after = `&after=${encodeURIComponent(last.id)}`;
    }
    return { ok: true, value: hits };
  }

  return {
    id: 'openai',
    leastRows: 10,
    mostBytes: 512_000_000,
    acts: ['pause', 'resume', 'cancel'],
    chatAddress: options.address,
    async findFile(name) {
      const found = await search(
        '/files?purpose=fine-tune&limit=100',
        fileShape,
        ({ filename }) => filename === name,
      );
      if (!found.ok) return found;
      const [first] = found.value;
      return { ok: true, value: first === undefined ? null : fileOf(first) };
    },
    async upload({ name, text }) {
      const form = new FormData();
      form.set('purpose', 'fine-tune');
      form.set('file', new Blob([text], { type: 'application/jsonl' }), name);
      return read(await post('/files', form), readFile);
    },
    file: async (id) => read(await get(`/files/${encodeURIComponent(id)}`), readFile),
    async findJobs(key) {
      const filter = `limit=100&${encodeURIComponent(`metadata[${OURS}]`)}=${key}`;
      // A server that knows no such filter lists all.
      const found = await search(`${JOBS}?${filter}`, jobShape, ({ metadata }) => metadata?.[OURS] === key);
      if (!found.ok) return found;
      const oldest = found.value.toSorted((a, b) => (a.created_at ?? 0) - (b.created_at ?? 0));
      return { ok: true, value: oldest.flatMap((one) => jobOf(one) ?? []) };
    },
    create: async (request) => job(await post(JOBS, bodyOf(request))),
    job: async (id) => job(await get(`${JOBS}/${encodeURIComponent(id)}`)),
    act: async (id, act) => job(await post(`${JOBS}/${encodeURIComponent(id)}/${act}`, {})),
    async events(id) {
      const path = `${JOBS}/${encodeURIComponent(id)}/events?limit=100`;
      return read(await get(path), (value) => {
        const rows = pageOf(eventShape).safeParse(value).data?.data;
        return (
          rows?.map(({ created_at, level, message }) => ({
            at: new Date(created_at * 1_000).toISOString(),
            ...{ level, message },
          })) ?? null
        );
      });
    },
    async checkpoints(id) {
      const path = `${JOBS}/${encodeURIComponent(id)}/checkpoints?limit=100`;
      return read(await get(path), (value) => {
        const rows = pageOf(checkpointShape).safeParse(value).data?.data;
        return (
          rows?.map(({ step_number, fine_tuned_model_checkpoint, metrics }) => ({
            ...{ step: step_number, model: fine_tuned_model_checkpoint },
            metrics: Object.fromEntries(
              Object.entries(metrics).flatMap(([name, number]) => (number == null ? [] : [[name, number]])),
            ),
          })) ?? null
        );
      });
    },
  };
}

function bodyOf({ key, baseModel, method, trainFile, validFile, epochs, seed }: JobRequest) {
  const type = method === 'sft' ? 'supervised' : 'dpo';
  return {
    ...{ model: baseModel, training_file: trainFile, seed, suffix: key, metadata: { [OURS]: key } },
    ...(validFile === null ? {} : { validation_file: validFile }),
    method: { type, [type]: { hyperparameters: { n_epochs: epochs } } },
  };
}

function readFile(value: unknown): RemoteFile | null {
  const file = fileShape.safeParse(value).data;
  return file === undefined ? null : fileOf(file);
}

function fileOf({ id, status, status_details }: z.infer<typeof fileShape>): RemoteFile {
  // Files that are being looked at may be used: the job waits for them.
  return { id, state: status === 'error' ? 'failed' : 'ready', error: status_details ?? null };
}

function jobOf(value: unknown): RemoteJob | null {
  const job = jobShape.safeParse(value).data;
  if (job === undefined) return null;
  return {
    ...{ id: job.id, state: STATES[job.status] ?? 'running', word: job.status },
    ...{ model: job.fine_tuned_model ?? null, trainedTokens: job.trained_tokens ?? null },
    error: job.error?.message ?? null,
  };
}
