import { parentPort, workerData } from 'node:worker_threads';
import { inspectStore } from './inspect-store.ts';

/** Looks through a copy of the store beside a running bot. */
const { file } = workerData as { file: string };
parentPort?.postMessage(inspectStore(file));
