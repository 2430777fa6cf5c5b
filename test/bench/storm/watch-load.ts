/**
 * Loaded before the program in a storm (`node --import`): writes once a second how much processor time the process took and
 * how late its event loop was to the file that DOCENT_STORM_LOAD names.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 10;
const { DOCENT_STORM_LOAD: file } = process.env;

if (file !== undefined && isMainThread) {
  const late = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  late.enable();
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const load = {
      ...{ cpuMs: (user + system) / 1_000, upMs: process.uptime() * 1_000 },
      ...{ lateP50: ms(late.percentile(50)), lateP99: ms(late.percentile(99)), lateMost: ms(late.max) },
    };
    writeFileSync(`${file}.new`, JSON.stringify(load));
    renameSync(`${file}.new`, file);
  }, 1_000).unref();
}
