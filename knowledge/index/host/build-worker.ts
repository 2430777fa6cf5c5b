import { parentPort, workerData } from 'node:worker_threads';
import { type BuildTask, runBuildTask } from './build-tasks.ts';

/** Does one task and ends. A failure ends the thread with its error, which the index's thread is told. */
parentPort?.postMessage(runBuildTask(workerData as BuildTask));
