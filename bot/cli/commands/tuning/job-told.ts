import type { JobRow } from '../../../../core/fine-tuning/jobs/job-rows.ts';
import type { Checkpoint, JobEvent } from '../../../../core/fine-tuning/jobs/service.ts';

/** A job as the command line prints it. */
export function jobTold(job: JobRow): Record<string, unknown> {
  return {
    ...{ id: job.id, service: job.service, base: job.base_model, method: job.method, state: job.state },
    ...{ remoteId: job.remote_id, remoteState: job.remote_word, model: job.model, message: job.message },
    estimate: JSON.parse(job.estimate) as unknown,
    evaluation: job.evaluation === null ? null : (JSON.parse(job.evaluation) as unknown),
    ...{ createdAt: job.created_at, updatedAt: job.updated_at },
  };
}

export function printTold(row: JobEvent | Checkpoint): string {
  if ('level' in row) return [row.at, row.level, row.message].filter((part) => part !== null).join('  ');
  const metrics = Object.entries(row.metrics).map(([name, value]) => `${name} ${value}`);
  return [`step ${row.step ?? '?'}`, row.model ?? '', ...metrics].filter((part) => part !== '').join('  ');
}
