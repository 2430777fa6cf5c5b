/** Work that is started a few at a time: in turns among those it is for, and for each in order. Errors stop nothing. */
export type WorkLine = {
  /** Puts work in line behind what waits for the same person. */
  add(work: () => Promise<void>, whose: string): void;
  /** How much waits to be started, for everybody and for one person. */
  waiting(): number;
  waitingFor(whose: string): number;
  /** Resolves once nothing is under way or waiting. */
  idle(): Promise<void>;
};

export type LineLimits = {
  /** Pieces of work under way at a time. */
  parallel: number;
  /** Of these for one person at most: the rest stay free for others. */
  parallelEach: number;
};

type Place = { waiting: (() => Promise<void>)[]; running: number };

export function createWorkLine(
  { parallel, parallelEach }: LineLimits,
  onError: (error: unknown) => void,
): WorkLine {
  /** Whoever has work waiting or under way; whose turn it was last stands last. */
  const places = new Map<string, Place>();
  const running = new Set<Promise<void>>();

  /** The next piece of work, from whoever has waited longest for a turn. */
  function take(): { work: () => Promise<void>; whose: string; place: Place } | undefined {
    for (const [whose, place] of places) {
      if (place.running >= parallelEach) continue;
      const work = place.waiting.shift();
      if (work === undefined) continue;
      places.delete(whose);
      places.set(whose, place);
      return { work, whose, place };
    }
    return undefined;
  }

  function next(): void {
    while (running.size < parallel) {
      const taken = take();
      if (taken === undefined) return;
      const { work, whose, place } = taken;
      place.running += 1;
      const done: Promise<void> = work()
        .catch(onError)
        .finally(() => {
          running.delete(done);
          place.running -= 1;
          if (place.running === 0 && place.waiting.length === 0) places.delete(whose);
          next();
        });
      running.add(done);
    }
  }

  return {
    add(work, whose) {
      const place = places.get(whose) ?? { waiting: [], running: 0 };
      places.set(whose, place);
      place.waiting.push(work);
      next();
    },
    waiting: () => [...places.values()].reduce((sum, { waiting }) => sum + waiting.length, 0),
    waitingFor: (whose) => places.get(whose)?.waiting.length ?? 0,
    async idle() {
      while (running.size > 0) await Promise.race(running);
    },
  };
}
