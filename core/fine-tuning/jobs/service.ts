/** What a request came to. `unsure` = nobody knows whether it was carried out; `later` = it was not, and may be sent again. */
export type Called<T> = { ok: true; value: T } | Failed;
export type Failed = {
  ok: false;
  why: 'refused' | 'later' | 'unsure';
  status: number | null;
  message: string;
};

/** A fine-tuning job as a service tells of it, in words that are the same for all of them. */
export type RemoteJob = {
  id: string;
  state: 'waiting' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled';
  /** The service's own word for its state. */
  word: string;
  /** The finished model, as requests name it. */
  model: string | null;
  trainedTokens: number | null;
  error: string | null;
};

export type JobEvent = { at: string | null; level: string; message: string };
export type Checkpoint = { step: number | null; model: string | null; metrics: Record<string, number> };

/** What a job is created with. Files are ids of the service. */
export type JobRequest = {
  /** Ours, the same for every attempt: by it a job is found again. Small letters, digits and hyphens. */
  key: string;
  baseModel: string;
  method: 'sft' | 'dpo';
  trainFile: string;
  validFile: string | null;
  epochs: number;
  seed: number;
};

export type RemoteFile = { id: string; state: 'ready' | 'waiting' | 'failed'; error: string | null };

/** A fine-tuning API. Nothing throws for what a server does; a name or key is found again after an answer was lost. */
export type TuningService = {
  readonly id: ServiceId;
  /** Fewest rows to train on, and the largest file in bytes. */
  readonly leastRows: number;
  readonly mostBytes: number;
  /** What `docent tune job` may do to a job of it. */
  readonly acts: readonly JobAct[];
  /** How DOCENT_CHAT_MODEL names a finished model, and where OPENAI_BASE_URL has to lead for it. */
  readonly chatAddress: string;
  findFile(name: string): Promise<Called<RemoteFile | null>>;
  upload(file: { name: string; text: string; method: 'sft' | 'dpo' }): Promise<Called<RemoteFile>>;
  file(id: string): Promise<Called<RemoteFile>>;
  /** Every job of this key, the oldest first. */
  findJobs(key: string, method: 'sft' | 'dpo'): Promise<Called<RemoteJob[]>>;
  create(request: JobRequest): Promise<Called<RemoteJob>>;
  job(id: string): Promise<Called<RemoteJob>>;
  act(id: string, act: JobAct): Promise<Called<RemoteJob>>;
  events(id: string): Promise<Called<JobEvent[]>>;
  checkpoints(id: string): Promise<Called<Checkpoint[]>>;
};

export const jobActs = ['pause', 'resume', 'cancel'] as const;
export type JobAct = (typeof jobActs)[number];
export const serviceIds = ['openai', 'together', 'fireworks'] as const;
export type ServiceId = (typeof serviceIds)[number];

export function isServiceId(name: string): name is ServiceId {
  return serviceIds.some((one) => one === name);
}
