/** What a call asks for: an answer, vectors, or the list of models. */
export type Route = 'chat' | 'embed' | 'models';

/** Well-formed answers (HTTP 200) that carry no usable text, or only part of it. */
export type AnswerMode = 'ok' | 'empty' | 'null' | 'nochoices' | 'filter' | 'refusal' | 'length';

/** HTTP errors. `context` is the 400 of a too long prompt, `quota` the 429 that no waiting cures. */
export type StatusMode = '400' | '401' | '404' | '429' | '500' | '503' | '529' | 'context' | 'quota';

/** `badjson` and `html` answer 200 with a wrong body; `hang` never answers; `cut` destroys the socket. */
export type WireMode = 'badjson' | 'html' | 'hang' | 'slow' | 'cut';

/** Faults after the first pieces of a stream: reset, clean end, silence, broken event, error event. */
export type StreamMode = 's-cut' | 's-end' | 's-stall' | 's-bad' | 's-err';

/** Faults of vectors; `e-mixed` changes the dimension within a batch, `e-null` sends no vector at all. */
export type EmbedMode = 'e-dims' | 'e-mixed' | 'e-nan' | 'e-null' | 'e-zero' | 'e-count' | 'e-order';

export type Mode = AnswerMode | StatusMode | WireMode | StreamMode | EmbedMode;

export type Fault = {
  mode: Mode;
  /** Only calls of this kind; others are answered well and do not use the fault up. */
  on?: Route;
  /** Sent with error statuses: seconds, or a moment in the date form. Default: no header. */
  retryAfter?: number | Date;
  /** How long `slow` waits before it answers, in milliseconds. Default 500. */
  delayMs?: number;
  /** How many text pieces a stream sends before an `s-` fault. Default 2. */
  after?: number;
  /** The dimension that `e-dims` and `e-mixed` send instead. Default: one less than asked for. */
  dims?: number;
  /** The text of `filter`, `refusal` or `length`, instead of each mode's own. */
  text?: string;
};

export type FaultSwitch = {
  /** Every call from now on; forgets what was planned. `'ok'` ends the trouble. */
  set(fault: Mode | Fault): void;
  /** The next calls it fits, before the standing mode; plans queue up in order. */
  next(calls: number, fault: Mode | Fault): void;
  take(call: { route: Route; streaming: boolean }): Fault;
};

export const STATUS_OF: Record<StatusMode, number> = {
  '400': 400,
  '401': 401,
  '404': 404,
  '429': 429,
  '500': 500,
  '503': 503,
  '529': 529,
  context: 400,
  quota: 429,
};

const OK: Fault = { mode: 'ok' };
const CHAT_MODES: readonly string[] = ['empty', 'null', 'nochoices', 'filter', 'refusal', 'length'];

export function createFaultSwitch(): FaultSwitch {
  let standing = OK;
  let planned: Fault[] = [];
  return {
    set(fault) {
      standing = toFault(fault);
      planned = [];
    },
    next(calls, fault) {
      for (let call = 0; call < calls; call += 1) planned.push(toFault(fault));
    },
    take(call) {
      const index = planned.findIndex((fault) => fits(fault, call));
      const [next] = index < 0 ? [] : planned.splice(index, 1);
      return next ?? (fits(standing, call) ? standing : OK);
    },
  };
}

export function isStatusMode(mode: Mode): mode is StatusMode {
  return Object.hasOwn(STATUS_OF, mode);
}

export function isStreamMode(mode: Mode): mode is StreamMode {
  return mode.startsWith('s-');
}

export function isAnswerMode(mode: Mode): mode is AnswerMode {
  return mode === 'ok' || CHAT_MODES.includes(mode);
}

function toFault(fault: Mode | Fault): Fault {
  return typeof fault === 'string' ? { mode: fault } : fault;
}

function fits({ mode, on }: Fault, { route, streaming }: { route: Route; streaming: boolean }): boolean {
  if (on !== undefined && on !== route) return false;
  if (isStreamMode(mode)) return route === 'chat' && streaming;
  if (mode.startsWith('e-')) return route === 'embed';
  if (CHAT_MODES.includes(mode)) return route === 'chat';
  return true;
}
