import { describe, expect, test } from 'vitest';
import { createWorkLine } from '../../../bot/conversations/work-line.ts';

/** Work that ends when the test says so. */
function controlled(started: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = () => {
    started.push(name);
    return promise;
  };
  return { work, resolve, reject };
}

describe('the work line', () => {
  test('starts work in order, no more at a time than it may', async () => {
    const started: string[] = [];
    const line = createWorkLine({ parallel: 2, parallelEach: 2 }, () => {});
    const [a, b, c] = ['a', 'b', 'c'].map((name) => controlled(started, name));
    for (const one of [a, b, c]) if (one) line.add(one.work, 'ana');
    expect(started).toEqual(['a', 'b']);
    b?.resolve();
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
    a?.resolve();
    c?.resolve();
    await line.idle();
  });

  test('reports an error and goes on', async () => {
    const errors: unknown[] = [];
    const line = createWorkLine({ parallel: 1, parallelEach: 1 }, (error) => errors.push(error));
    let done = false;
    line.add(() => Promise.reject(new Error('broken')), 'ana');
    line.add(async () => {
      done = true;
    }, 'ana');
    await line.idle();
    expect([errors, done]).toEqual([[new Error('broken')], true]);
  });

  test('is idle only when what was added meanwhile is done, too', async () => {
    const line = createWorkLine({ parallel: 1, parallelEach: 1 }, () => {});
    let done = false;
    line.add(async () => {
      line.add(async () => {
        done = true;
      }, 'ana');
    }, 'ben');
    await line.idle();
    expect(done).toBe(true);
    await line.idle();
  });

  test('gives people turns, so that many pieces of work of one hold up nobody', async () => {
    const started: string[] = [];
    const line = createWorkLine({ parallel: 1, parallelEach: 1 }, () => {});
    const add = (whose: string, n: number) =>
      line.add(async () => {
        started.push(`${whose} ${n}`);
      }, whose);
    for (let n = 1; n <= 4; n++) add('ana', n);
    for (let n = 1; n <= 2; n++) add('ben', n);
    add('cleo', 1);
    expect([line.waiting(), line.waitingFor('ana'), line.waitingFor('nobody')]).toEqual([6, 3, 0]);
    await line.idle();
    expect(started).toEqual(['ana 1', 'ana 2', 'ben 1', 'cleo 1', 'ana 3', 'ben 2', 'ana 4']);
  });

  test('keeps places free for others while one has more work than they may have under way', async () => {
    const started: string[] = [];
    const line = createWorkLine({ parallel: 3, parallelEach: 2 }, () => {});
    const ana = [1, 2, 3].map((n) => controlled(started, `ana ${n}`));
    for (const { work } of ana) line.add(work, 'ana');
    const ben = controlled(started, 'ben 1');
    line.add(ben.work, 'ben');
    expect(started).toEqual(['ana 1', 'ana 2', 'ben 1']);
    ana[1]?.resolve();
    await expect.poll(() => started).toEqual(['ana 1', 'ana 2', 'ben 1', 'ana 3']);
    for (const { resolve } of [...ana, ben]) resolve();
    await line.idle();
  });
});
