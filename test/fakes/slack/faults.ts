/**
 * What happens to a request instead of, or on top of, its normal handling.
 * `lost`: carried out, then the connection is cut before the answer. `reset`: cut before it is carried out.
 * `hang`: carried out, never answered. `slow`: carried out at once, answered after `ms`.
 */
export type Fault =
  | { kind: 'rate-limited'; retryAfter: number | undefined }
  | { kind: 'http'; status: number }
  | { kind: 'error'; error: string }
  | { kind: 'lost' }
  | { kind: 'reset' }
  | { kind: 'hang' }
  | { kind: 'slow'; ms: number };

/** How long a fault lasts: for the next `times` calls of the method (default 1), or until `clear`. */
export type FaultTimes = { times?: number };

/** The knobs of the Web API, settable at any time. A method name of `*` stands for every method. */
export type Faults = {
  /** Status 429; `retryAfter` in seconds, left out for a 429 without the header. */
  rateLimit: (method: string, options?: FaultTimes & { retryAfter?: number }) => void;
  /** A 5xx (or other) status with a body that is not JSON. */
  serverError: (method: string, options?: FaultTimes & { status?: number }) => void;
  /** `{ok: false, error}`; stays until `clear` unless `times` is given. */
  fail: (method: string, error: string, options?: FaultTimes) => void;
  loseResponse: (method: string, options?: FaultTimes) => void;
  resetConnection: (method: string, options?: FaultTimes) => void;
  hang: (method: string, options?: FaultTimes) => void;
  /** Answers late; stays until `clear` unless `times` is given. */
  slow: (method: string, ms: number, options?: FaultTimes) => void;
  /** What happens to a call that nothing is planned for; null = it is carried out and answered. */
  otherwise: ((method: string) => Fault | undefined) | null;
  /** Back to normal, for one method or for all. */
  clear: (method?: string) => void;
};

type Planned = { fault: Fault; left: number };

/** The knobs, and the question which fault the next call of a method meets (asking uses one up). */
export const createFaults = (): { knobs: Faults; next: (method: string) => Fault | undefined } => {
  const planned = new Map<string, Planned[]>();

  const plan = (method: string, fault: Fault, left: number): void => {
    planned.set(method, [...(planned.get(method) ?? []), { fault, left }]);
  };

  const take = (method: string): Fault | undefined => {
    const first = planned.get(method)?.find((entry) => entry.left > 0);
    if (first === undefined) return undefined;
    first.left -= 1;
    return first.fault;
  };

  const knobs: Faults = {
    otherwise: null,
    rateLimit: (method, { times = 1, retryAfter } = {}) =>
      plan(method, { kind: 'rate-limited', retryAfter }, times),
    serverError: (method, { times = 1, status = 503 } = {}) => plan(method, { kind: 'http', status }, times),
    fail: (method, error, { times = Number.POSITIVE_INFINITY } = {}) =>
      plan(method, { kind: 'error', error }, times),
    loseResponse: (method, { times = 1 } = {}) => plan(method, { kind: 'lost' }, times),
    resetConnection: (method, { times = 1 } = {}) => plan(method, { kind: 'reset' }, times),
    hang: (method, { times = 1 } = {}) => plan(method, { kind: 'hang' }, times),
    slow: (method, ms, { times = Number.POSITIVE_INFINITY } = {}) =>
      plan(method, { kind: 'slow', ms }, times),
    clear: (method) => (method === undefined ? planned.clear() : planned.delete(method)),
  };
  return { next: (method) => take(method) ?? take('*') ?? knobs.otherwise?.(method), knobs };
};
