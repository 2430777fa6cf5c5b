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
    const line = createWorkLine(2, () => {});
    const [a, b, c] = ['a', 'b', 'c'].map((name) => controlled(started, name));
    for (const one of [a, b, c]) if (one) line.add(one.work);
    expect(started).toEqual(['a', 'b']);
    b?.resolve();
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
    a?.resolve();
    c?.resolve();
    await line.idle();
  });

  test('reports an error and goes on', async () => {
    const errors: unknown[] = [];
    const line = createWorkLine(1, (error) => errors.push(error));
    let done = false;
    line.add(() => Promise.reject(new Error('broken')));
    line.add(async () => {
      done = true;
    });
    await line.idle();
    expect([errors, done]).toEqual([[new Error('broken')], true]);
  });

  test('is idle only when what was added meanwhile is done, too', async () => {
    const line = createWorkLine(1, () => {});
    let done = false;
    line.add(async () => {
      line.add(async () => {
        done = true;
      });
    });
    await line.idle();
    expect(done).toBe(true);
    await line.idle();
  });
});
