import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FakeService } from '../../../fakes/tuning/fake-tuning.ts';
import { openJobRig } from '../../../fixtures/job-rig.ts';

const program = path.join(import.meta.dirname, '../../../fixtures/job-program.ts');

/** Kills the program at a request: before the service carries it out, or after, when nobody hears of it. */
async function killedAt(service: FakeService, request: number, when: 'before' | 'after') {
  await using rig = await openJobRig(service);
  const start = (laterMs: number) =>
    spawn(process.execPath, [program, rig.file, rig.fake.url, service, String(laterMs)], {
      stdio: 'inherit',
    });
  const first = start(0);
  const gone = once(first, 'exit');
  rig.fake.hooks[when] = async (at) => {
    if (at !== request) return false;
    first.kill('SIGKILL');
    await gone;
    return true;
  };
  const [code] = (await gone) as [number | null];
  delete rig.fake.hooks[when];
  const killed = code === null;
  // Later than a request that is still on its way could arrive.
  await once(start(120_000), 'exit');
  const [job] = await rig.jobs.list();
  return { killed, state: job?.state, jobs: rig.fake.state.jobs.length, files: rig.fake.state.files.length };
}

describe('a job whose Docent is killed', () => {
  it.each([1, 2, 3, 4, 5, 6])('is created once when that is at request %i to OpenAI', async (request) => {
    const once = { killed: true, state: 'training', jobs: 1, files: 2 };
    expect(await killedAt('openai', request, 'before')).toEqual(once);
    expect(await killedAt('openai', request, 'after')).toEqual(once);
  });

  it.each([
    ['together', 1],
    ['together', 5],
    ['fireworks', 1],
    ['fireworks', 2],
    ['fireworks', 9],
  ] as const)('is created once when the answer of %s to request %i is lost', async (service, request) => {
    expect(await killedAt(service, request, 'after')).toEqual({
      ...{ killed: true, state: 'training', jobs: 1, files: 2 },
    });
  });
});
