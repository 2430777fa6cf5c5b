import type { JobHandler } from '../../core/ports/job-queue.ts';
import type { Meaning } from './meaning.ts';

/** Kind of the job that reads passages with the encoder. */
export const ENCODE_JOB = 'encode-passages';

/** Encodes what has no vectors of its units yet. Interrupted, it goes on where it stopped. */
export function createEncodeJob(meaning: Pick<Meaning, 'catchUp'>): JobHandler {
  return async (_job, { signal, progress }) => {
    await meaning.catchUp({
      signal,
      onProgress: (done) => void progress(null, `${done} passages read for their meaning`),
    });
  };
}
