import { parentPort, workerData } from 'node:worker_threads';
import { type BuildTask, buffersOfResult, runBuildTask } from './build-tasks.ts';

const result = runBuildTask(workerData as BuildTask);
/** Does one task and ends. A failure ends the thread with its error, which the index's thread is told. */
parentPort?.postMessage(result, buffersOfResult(result));
