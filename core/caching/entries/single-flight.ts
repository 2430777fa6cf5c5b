/** One answer's stay in the cache's waiting room; `leave` must be called at its end, whatever happened. */
export type Flight = {
  /** `first` = nobody else is on this key; `waited` = somebody was, and has finished. */
  enter(key: string, signal: AbortSignal): Promise<'first' | 'waited'>;
  leave(): void;
};

/** Lets the first of several equal questions go ahead, so that the others find its answer. */
export function createSingleFlight(): { flight(): Flight } {
  const underway = new Map<string, Promise<void>>();
  return {
    flight() {
      let leave = () => {};
      return {
        async enter(key, signal) {
          const ahead = underway.get(key);
          if (ahead !== undefined) {
            await Promise.race([ahead, aborted(signal)]);
            return 'waited';
          }
          const { promise, resolve } = Promise.withResolvers<void>();
          underway.set(key, promise);
          leave = () => {
            underway.delete(key);
            resolve();
          };
          return 'first';
        },
        leave: () => leave(),
      };
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
