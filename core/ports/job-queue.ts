/** A piece of long work that survives a restart. Payload and progress are JSON. */
export type Job = {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  attempts: number;
  /** 0..1, or null when unknown. */
  progress: number | null;
  message: string;
  createdAt: string;
};

/** Runs one job. Throwing makes it retry with back-off until `maxAttempts`; progress extends the lease. */
export type JobHandler = (
  job: Job,
  context: { signal: AbortSignal; progress(fraction: number | null, message: string): Promise<void> },
) => Promise<void>;

/** Jobs with leases: a job whose worker died is taken again when its lease ends. */
export type JobQueue = {
  /** Adds a job; with `key`, an unfinished job of that key is returned instead of a second one. */
  add(
    kind: string,
    payload: Record<string, unknown>,
    options?: { key?: string; delayMs?: number },
  ): Promise<string>;
  get(id: string): Promise<Job | undefined>;
  list(options?: { kind?: string; limit?: number }): Promise<Job[]>;
  cancel(id: string): Promise<void>;
  /** Starts taking jobs of these kinds. */
  work(handlers: Record<string, JobHandler>): void;
  /** Resolves when the job is done, failed or cancelled. */
  finished(id: string): Promise<Job>;
  /** Stops taking jobs, aborts running ones (they go back to queued) and waits for them. */
  stop(): Promise<void>;
};
