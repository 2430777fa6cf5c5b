import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { encoderDimensions, encoderId, LONGEST_TEXT } from './encoder.ts';
import {
  type EncoderThread,
  type EncoderThreadOptions,
  startEncoderThread,
  stopped,
} from './encoder-thread.ts';

/** The sentence encoder, hosted in a worker thread that starts with the first text. See `Encoder`. */
export type EncoderClient = {
  readonly id: string;
  readonly dimensions: number;
  /**
   * Vectors in the texts' order, as `Encoder.encode`. Throws the signal's reason, or AppError `encoder.missing`,
   * `encoder.damaged`, `encoder.busy` (too much waits already), `encoder.crashed` (twice over the same texts), or
   * `encoder.stopped`.
   */
  encode(texts: readonly string[], options?: EncodeOptions): Promise<Float32Array[]>;
  /** Whether the weights are in memory, texts that wait, and crashes since the start. */
  condition(): { running: boolean; waiting: number; crashes: number };
  /** Ends the thread; calls under way reject with `encoder.stopped`. */
  close(): Promise<void>;
};

/** `urgent` texts, a question's, go before all that wait, and wait for one slice of others at most. */
export type EncodeOptions = { urgent?: boolean; signal?: AbortSignal };

export type EncoderClientOptions = EncoderThreadOptions & {
  /** The thread ends, and its memory is free, when nothing was asked for so long; never, if it is left out. */
  idle?: { ms: number; clock: Clock };
};

/** What goes to the thread at a time: a few tens of milliseconds. */
const SLICE = { characters: 600, texts: 64 } as const;
/** Characters that may wait: 32 MB at most. */
const MOST_WAITING = 16_000_000;
/** The same texts are not tried a third time. */
const MOST_CRASHES = 2;

type Call = {
  vectors: Float32Array[];
  missing: number;
  crashes: number;
  done(error?: unknown): void;
  over: boolean;
};
/** Texts of one call, from `at` on. */
type Slice = { call: Call; at: number; texts: string[]; characters: number };

/** A client whose thread is started when needed, and again after a crash. */
export function createEncoderClient(options: EncoderClientOptions = {}): EncoderClient {
  const queues: { urgent: Slice[]; other: Slice[] } = { urgent: [], other: [] };
  let thread: EncoderThread | null = null;
  let working = false;
  let closed = false;
  let waiting = 0;
  let crashes = 0;
  let rest = new AbortController();

  const drop = (call: Call): void => {
    for (const queue of Object.values(queues)) {
      const kept = queue.filter((slice) => slice.call !== call);
      for (const { call: of, characters } of queue) if (of === call) waiting -= characters;
      queue.splice(0, queue.length, ...kept);
    }
  };
  const fail = (call: Call, error: unknown): void => {
    drop(call);
    call.done(error);
  };

  async function encodeSlice(slice: Slice): Promise<void> {
    const { call, at, texts } = slice;
    if (closed) return fail(call, stopped());
    thread ??= startEncoderThread(options);
    const used = thread;
    try {
      const vectors = await used.encode(texts);
      vectors.forEach((vector, i) => {
        call.vectors[at + i] = vector;
      });
      call.missing -= texts.length;
      if (call.missing === 0) call.done();
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'encoder.crashed')) return fail(call, error);
      crashes += 1;
      call.crashes += 1;
      if (thread === used) thread = null;
      if (call.crashes >= MOST_CRASHES) return fail(call, error);
      if (!call.over) await encodeSlice(slice);
    }
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    rest.abort();
    for (let slice = next(); slice !== undefined; slice = next()) {
      waiting -= slice.characters;
      await encodeSlice(slice);
    }
    working = false;
    void sleepThenEnd();
  }
  const next = (): Slice | undefined => queues.urgent.shift() ?? queues.other.shift();

  async function sleepThenEnd(): Promise<void> {
    if (options.idle === undefined || closed) return;
    rest = new AbortController();
    try {
      await options.idle.clock.sleep(options.idle.ms, rest.signal);
    } catch {
      return;
    }
    if (working) return;
    const idle = thread;
    thread = null;
    await idle?.close();
  }

  return {
    id: encoderId,
    dimensions: encoderDimensions,
    condition: () => ({
      running: thread !== null,
      waiting: [...queues.urgent, ...queues.other].reduce((sum, { texts }) => sum + texts.length, 0),
      crashes,
    }),
    async encode(texts, { urgent = false, signal } = {}) {
      signal?.throwIfAborted();
      if (closed) throw stopped();
      if (texts.length === 0) return [];
      return new Promise((resolve, reject) => {
        const call: Call = {
          ...{ vectors: [], missing: texts.length, crashes: 0, over: false },
          done(error) {
            if (call.over) return;
            call.over = true;
            signal?.removeEventListener('abort', cancel);
            if (error === undefined) resolve(call.vectors);
            else reject(error);
          },
        };
        const cancel = (): void => fail(call, signal?.reason);
        const slices = cut(call, texts);
        const characters = slices.reduce((sum, slice) => sum + slice.characters, 0);
        if (waiting > 0 && waiting + characters > MOST_WAITING) return call.done(busy());
        waiting += characters;
        (urgent ? queues.urgent : queues.other).push(...slices);
        signal?.addEventListener('abort', cancel, { once: true });
        void work();
      });
    },
    async close() {
      closed = true;
      rest.abort();
      const calls = new Set([...queues.urgent, ...queues.other].map(({ call }) => call));
      for (const call of calls) fail(call, stopped());
      await thread?.close();
      thread = null;
    },
  };
}

function cut(call: Call, texts: readonly string[]): Slice[] {
  const slices: Slice[] = [];
  let slice: Slice | undefined;
  texts.forEach((whole, at) => {
    const text = whole.slice(0, LONGEST_TEXT);
    const full =
      slice !== undefined &&
      (slice.characters + text.length > SLICE.characters || slice.texts.length === SLICE.texts);
    if (slice === undefined || full) {
      slice = { call, at, texts: [], characters: 0 };
      slices.push(slice);
    }
    slice.texts.push(text);
    slice.characters += text.length;
  });
  return slices;
}

function busy(): AppError {
  return new AppError(
    'encoder.busy',
    'too many texts wait for the sentence encoder',
    'Encode in smaller batches, each after the one before.',
  );
}
