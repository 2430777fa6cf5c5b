/** Work that is started in order, a few at a time. Errors go to one place and stop nothing. */
export type WorkLine = {
  add(work: () => Promise<void>): void;
  /** Resolves once nothing is under way or waiting. */
  idle(): Promise<void>;
};

export function createWorkLine(parallel: number, onError: (error: unknown) => void): WorkLine {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();

  function next(): void {
    while (running.size < parallel) {
      const work = waiting.shift();
      if (work === undefined) return;
      const done: Promise<void> = work()
        .catch(onError)
        .finally(() => {
          running.delete(done);
          next();
        });
      running.add(done);
    }
  }

  return {
    add(work) {
      waiting.push(work);
      next();
    },
    async idle() {
      while (running.size > 0) await Promise.race(running);
    },
  };
}
