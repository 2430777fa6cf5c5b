import { describe, expect, test } from 'vitest';
import type { Job } from '../../../core/ports/job-queue.ts';
import { jobLimits } from '../../../core/store/job-queue.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { heldHandler, lookAgain, openQueues } from '../../fixtures/job-queues.ts';

describe('leases', () => {
  test('are retaken when they have run out, not before', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const seen: Job[] = [];
    const id = await queue.add('work', {});
    await rig.leaveRunning(id);
    queue.work({ work: async (job) => void seen.push(job) });
    rig.clock.advance(jobLimits.leaseMs);
    await lookAgain(queue);
    expect(seen).toHaveLength(0);
    rig.clock.advance(jobLimits.idleMs);
    await rig.reaches(id, 'done');
    expect(seen.map((job) => job.attempts)).toEqual([2]);
  });

  test('are renewed for a job that takes long', async () => {
    await using rig = await openQueues();
    const [worker, rival] = [rig.queue(), rig.queue()];
    const [mine, theirs] = [heldHandler(), heldHandler()];
    worker.work({ long: mine.handler });
    const id = await worker.add('long', {});
    await eventually(() => expect(mine.started).toHaveLength(1));
    rival.work({ long: theirs.handler });
    for (let past = 0; past < 2 * jobLimits.leaseMs; past += jobLimits.renewMs) {
      const before = (await rig.row(id)).lease_until ?? 0;
      await lookAgain(worker);
      rig.clock.advance(jobLimits.renewMs);
      await eventually(async () => expect((await rig.row(id)).lease_until).toBeGreaterThan(before));
    }
    await lookAgain(rival);
    expect(theirs.started).toHaveLength(0);
    mine.release();
    await rig.reaches(id, 'done');
  });

  test('abort a worker that was overtaken, and its end changes nothing', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ work: held.handler });
    const id = await queue.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    const other = { state: 'running', attempts: 2, lease_until: rig.clock.now() + 10 * jobLimits.leaseMs };
    await rig.change(id, other);
    rig.clock.advance(jobLimits.renewMs);
    await eventually(() => expect(held.aborted).toEqual([id]));
    await lookAgain(queue);
    expect(await rig.row(id)).toMatchObject(other);
  });

  test('keep a worker that was overtaken and finishes from ending the other’s job', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ work: held.handler });
    const id = await queue.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    const other = { state: 'running', attempts: 2, lease_until: rig.clock.now() + jobLimits.leaseMs };
    await rig.change(id, other);
    held.release();
    await lookAgain(queue);
    expect(await rig.row(id)).toMatchObject(other);
  });

  test('never make a worker take its own job twice, even after the clock jumped', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ work: held.handler, other: async () => undefined });
    const id = await queue.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    // As after a laptop's sleep: the lease is over before anybody could renew it.
    await rig.change(id, { lease_until: rig.clock.now() - 1 });
    await rig.reaches(await queue.add('other', {}), 'done');
    expect(held.started).toHaveLength(1);
    held.release();
    await rig.reaches(id, 'done');
  });

  test('let two workers share jobs without doing one twice', async () => {
    await using rig = await openQueues();
    const [first, second] = [rig.queue(), rig.queue()];
    const done: unknown[] = [];
    const handler = async (job: Job) => void done.push(job.payload['n']);
    first.work({ small: handler });
    second.work({ small: handler });
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    const ids = await Promise.all(numbers.map((n) => first.add('small', { n })));
    for (const id of ids) {
      await eventually(async () => {
        rig.clock.advance(jobLimits.idleMs);
        expect((await first.get(id))?.state).toBe('done');
      });
    }
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers);
  });
});

describe('cancelling', () => {
  test('keeps a waiting job from ever starting', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const seen: string[] = [];
    const id = await queue.add('work', {});
    await queue.cancel(id);
    queue.work({ work: async (job) => void seen.push(job.id) });
    const next = await queue.add('work', {});
    await rig.reaches(next, 'done');
    expect(seen).toEqual([next]);
    expect((await queue.get(id))?.state).toBe('cancelled');
  });

  test('aborts a job under way and leaves it cancelled', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ work: held.handler });
    const id = await queue.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    await queue.cancel(id);
    expect(held.aborted).toEqual([id]);
    await lookAgain(queue);
    expect(await queue.get(id)).toMatchObject({ state: 'cancelled', attempts: 1 });
    expect((await queue.finished(id)).state).toBe('cancelled');
    expect(rig.errors).toEqual([]);
  });

  test('reaches the worker of another process at its next sign of life', async () => {
    await using rig = await openQueues();
    const [worker, elsewhere] = [rig.queue(), rig.queue()];
    const held = heldHandler();
    worker.work({ work: held.handler });
    const id = await worker.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    await elsewhere.cancel(id);
    expect(held.aborted).toEqual([]);
    rig.clock.advance(jobLimits.renewMs);
    await eventually(() => expect(held.aborted).toEqual([id]));
  });

  test('does not touch a job that is finished', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    queue.work({ work: async () => undefined });
    const id = await queue.add('work', {});
    await rig.reaches(id, 'done');
    await queue.cancel(id);
    expect((await queue.get(id))?.state).toBe('done');
  });
});

describe('stopping', () => {
  test('puts running jobs back to queued, due at once and without using up an attempt', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ work: held.handler });
    const id = await queue.add('work', {});
    await eventually(() => expect(held.started).toHaveLength(1));
    await queue.stop();
    expect(await queue.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
    rig.queue().work({ work: async () => undefined });
    await rig.reaches(id, 'done');
  });

  test('waits for a handler that finishes its piece', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const [started, piece] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    queue.work({
      work: async () => {
        started.resolve();
        await piece.promise;
      },
    });
    const id = await queue.add('work', {});
    await started.promise;
    const stopped = queue.stop();
    piece.resolve();
    await stopped;
    expect((await queue.get(id))?.state).toBe('done');
  });

  test('ends the taking of jobs', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const seen: string[] = [];
    queue.work({ work: async (job) => void seen.push(job.id) });
    await queue.stop();
    const id = await queue.add('work', {});
    await lookAgain(queue);
    expect(seen).toEqual([]);
    expect((await queue.get(id))?.state).toBe('queued');
  });
});
