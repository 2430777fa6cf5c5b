import type { JobHandler } from '../../core/ports/job-queue.ts';
import { saveIfRoom } from '../ingest/disk-full.ts';
import type { Meaning } from './meaning.ts';

/** Kind of the job that reads passages with the encoder. */
export const ENCODE_JOB = 'encode-passages';

/**
 * Encodes what has no vectors of its units yet, and saves the index with the threshold that it finds with them.
 * Interrupted, it goes on where it stopped.
 */
export function createEncodeJob(
  meaning: Pick<Meaning, 'catchUp'>,
  saveIndex: () => Promise<void>,
): JobHandler {
  return async (_job, { signal, progress }) => {
    let read = 0;
    await meaning.catchUp({
      signal,
      onProgress: (done) => {
        read = done;
        void progress(null, `${done} passages read for their meaning`);
      },
    });
    if (read > 0) await saveIfRoom(saveIndex);
  };
}
