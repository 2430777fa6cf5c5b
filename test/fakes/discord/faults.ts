/** A way for one REST call to go wrong. */
export type Fault =
  /** 429; `retryAfter` in seconds. */
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly global?: boolean }
  /** A bare status such as 503. With `carriedOut` the call took effect all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly carriedOut?: boolean }
  /** A Discord error: HTTP status and JSON code, such as 403 and 50013. */
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message?: string }
  /** The call is carried out, then the connection is destroyed before the answer. */
  | { readonly kind: 'lost-response' }
  /** The connection is destroyed before anything happens. */
  | { readonly kind: 'lost-request' }
  /** The answer comes late; the call itself is carried out after the wait. */
  | { readonly kind: 'slow'; readonly ms: number };

/** The REST faults still to happen. */
export type Faults = {
  // A line comment, because a route with a star would end a doc comment.
  // The next `times` calls that match go wrong; a `*` stands for one segment: 'POST /channels/*/messages'.
  next(route: string, fault: Fault, times?: number): void;
  clear(): void;
  /** What happens to a call that nothing is planned for; null = it is carried out and answered. */
  otherwise: ((method: string, path: string) => Fault | undefined) | null;
  /** How many planned faults did not happen yet. */
  pending(): number;
  take(method: string, path: string): Fault | undefined;
};

/** Whether a call is one of the route's, in which `*` stands for one segment. */
export const matchesRoute = (route: string, method: string, path: string): boolean =>
  pattern(route).test(`${method} ${path}`);

const pattern = (route: string): RegExp => {
  const literal = route.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '[^/]+')}$`);
};

export const createFaults = (): Faults => {
  const planned: { readonly matches: RegExp; readonly fault: Fault; left: number }[] = [];
  const faults: Faults = {
    otherwise: null,
    next: (route, fault, times = 1) => {
      planned.push({ matches: pattern(route), fault, left: times });
    },
    clear: () => {
      planned.length = 0;
    },
    pending: () => planned.reduce((sum, { left }) => sum + left, 0),
    take: (method, path) => {
      const found = planned.find(({ matches, left }) => left > 0 && matches.test(`${method} ${path}`));
      if (found === undefined) return faults.otherwise?.(method, path);
      found.left -= 1;
      return found.fault;
    },
  };
  return faults;
};
