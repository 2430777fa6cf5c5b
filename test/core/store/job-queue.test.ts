import { describe, expect, test } from 'vitest';
import { jobLimits } from '../../../core/store/job-queue.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { heldHandler, lookAgain, openQueues } from '../../fixtures/job-queues.ts';

describe('doing jobs', () => {
  test('hands the payload to the handler and ends as done', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const seen: unknown[] = [];
    queue.work({ greet: async (job) => void seen.push(job.payload) });
    const id = await queue.add('greet', { who: 'Ada' });
    await rig.reaches(id, 'done');
    expect(await queue.get(id)).toMatchObject({ attempts: 1, progress: 1, message: '' });
    expect(seen).toEqual([{ who: 'Ada' }]);
  });

  test('leaves jobs of kinds without a handler alone', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    queue.work({ known: async () => undefined });
    const unknown = await queue.add('unknown', {});
    const known = await queue.add('known', {});
    await rig.reaches(known, 'done');
    expect((await queue.get(unknown))?.state).toBe('queued');
    queue.work({ unknown: async () => undefined });
    await rig.reaches(unknown, 'done');
  });

  test('shows progress while the handler works', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = Promise.withResolvers<void>();
    queue.work({
      count: async (_job, { progress }) => {
        await progress(0.5, '1 of 2');
        await held.promise;
      },
    });
    const id = await queue.add('count', {});
    const half = { state: 'running', progress: 0.5, message: '1 of 2' };
    await eventually(async () => expect(await queue.get(id)).toMatchObject(half));
    held.resolve();
    await rig.reaches(id, 'done');
  });

  test('runs no more jobs at once than its limit', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    queue.work({ slow: held.handler });
    const count = jobLimits.concurrency + 2;
    const ids = await Promise.all(Array.from({ length: count }, () => queue.add('slow', {})));
    await eventually(() => expect(held.started).toHaveLength(jobLimits.concurrency));
    await lookAgain(queue);
    expect(held.started).toHaveLength(jobLimits.concurrency);
    held.release();
    for (const id of ids) await rig.reaches(id, 'done');
    expect(held.started).toHaveLength(count);
  });

  test('holds a delayed job back until its time', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    queue.work({ later: async () => undefined });
    const later = await queue.add('later', {}, { delayMs: 5_000 });
    const now = await queue.add('later', {});
    await rig.reaches(now, 'done');
    expect((await queue.get(later))?.state).toBe('queued');
    rig.clock.advance(5_000);
    await rig.reaches(later, 'done');
  });

  test('lists the latest first, by kind', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const first = await queue.add('a', {});
    await queue.add('b', {});
    rig.clock.advance(1);
    const last = await queue.add('a', {});
    expect((await queue.list({ kind: 'a' })).map((job) => job.id)).toEqual([last, first]);
    expect(await queue.list({ limit: 1 })).toHaveLength(1);
  });

  test('says by its code that a job to wait for is unknown', async () => {
    await using rig = await openQueues();
    await expect(rig.queue().finished('job_none')).rejects.toMatchObject({ code: 'jobs.unknown' });
  });

  test('goes on taking jobs after the store failed once', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    await rig.store.schema.alterTable('jobs').renameTo('away').execute();
    queue.work({ work: async () => undefined });
    await eventually(() => expect(rig.errors).not.toHaveLength(0));
    await rig.store.schema.alterTable('away').renameTo('jobs').execute();
    await rig.reaches(await queue.add('work', {}), 'done');
  });
});

describe('unique keys', () => {
  test('return the unfinished job of a key instead of a second one', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const first = await queue.add('sync', { n: 1 }, { key: 'sync:1' });
    expect(await queue.add('sync', { n: 2 }, { key: 'sync:1' })).toBe(first);
    expect(await queue.add('sync', {}, { key: 'sync:2' })).not.toBe(first);
  });

  test('add one job when several callers use a key at the same moment', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const ids = await Promise.all(Array.from({ length: 20 }, () => queue.add('sync', {}, { key: 'k' })));
    expect(new Set(ids).size).toBe(1);
    expect(await queue.list()).toHaveLength(1);
  });

  test('are free again once the job is finished', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    queue.work({ sync: async () => undefined });
    const first = await queue.add('sync', {}, { key: 'k' });
    await rig.reaches(first, 'done');
    expect(await queue.add('sync', {}, { key: 'k' })).not.toBe(first);
  });

  test('start the next job only when the cancelled one has wound down', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const ending = Promise.withResolvers<void>();
    const order: string[] = [];
    queue.work({
      sync: async (job) => {
        order.push(`start ${job.payload['n']}`);
        if (job.payload['n'] === 1) await ending.promise;
        order.push(`end ${job.payload['n']}`);
      },
    });
    const first = await queue.add('sync', { n: 1 }, { key: 'k' });
    await eventually(() => expect(order).toEqual(['start 1']));
    await queue.cancel(first);
    const second = await queue.add('sync', { n: 2 }, { key: 'k' });
    await rig.reaches(await queue.add('sync', { n: 3 }), 'done');
    expect(order).toEqual(['start 1', 'start 3', 'end 3']);
    ending.resolve();
    await rig.reaches(second, 'done');
    expect(order).toEqual(['start 1', 'start 3', 'end 3', 'end 1', 'start 2', 'end 2']);
  });
});

describe('failures', () => {
  test('are tried again with doubling waits and then given up with the reason', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const attempts: number[] = [];
    queue.work({
      broken: async (job) => {
        attempts.push(job.attempts);
        throw new Error('no luck');
      },
    });
    const id = await queue.add('broken', {});
    for (const [index, wait] of [jobLimits.retryMs, 2 * jobLimits.retryMs].entries()) {
      const waiting = { state: 'queued', attempts: index + 1, message: 'no luck' };
      await eventually(async () => expect(await queue.get(id)).toMatchObject(waiting));
      rig.clock.advance(wait - 1);
      await lookAgain(queue);
      expect(attempts).toHaveLength(index + 1);
      rig.clock.advance(1);
      await lookAgain(queue);
      await eventually(() => expect(attempts).toHaveLength(index + 2));
    }
    expect((await rig.reaches(id, 'failed')).message).toBe('no luck');
    expect(attempts).toEqual([1, 2, 3]);
    expect(rig.errors).toHaveLength(1);
  });

  test('are forgotten when a later attempt works', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    queue.work({
      flaky: async (job) => {
        if (job.attempts === 1) throw new Error('not yet');
      },
    });
    const id = await queue.add('flaky', {});
    await eventually(async () => expect((await queue.get(id))?.message).toBe('not yet'));
    // Again and again: the worker may go to sleep only after the clock was moved.
    await eventually(async () => {
      rig.clock.advance(jobLimits.retryMs);
      expect(await queue.get(id)).toMatchObject({ state: 'done', message: '' });
    });
  });

  test('end a job that took its process down again and again', async () => {
    await using rig = await openQueues();
    const queue = rig.queue();
    const held = heldHandler();
    const id = await queue.add('poison', {});
    await rig.leaveRunning(id, jobLimits.maxClaims);
    rig.clock.advance(jobLimits.leaseMs + 1);
    queue.work({ poison: held.handler });
    expect((await rig.reaches(id, 'failed')).message).toMatch(/stopped 10 times/);
    expect(held.started).toHaveLength(0);
  });
});
