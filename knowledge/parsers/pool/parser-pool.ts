import { AppError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { extensionOf, formatOfExtension } from '../formats.ts';
import { type ChildLimits, parserLimits } from '../limits.ts';
import type { ParseSettings } from '../parse-any.ts';
import type { ParseResult } from '../parsed.ts';
import { checkSize } from '../size-limit.ts';
import { createParserSlot, type Job } from './parser-slot.ts';

/**
 * A file to parse: at `path`, or `bytes` instead. `name` gives the extension and is never used as a path. `charset`: how a
 * text file is written, where somebody chose it.
 */
export type ParserFile = { path: string; name: string; bytes?: Buffer; charset?: string };

/** Parses files in child processes. A hostile file ends at worst its child, never the pool. */
export type ParserPool = {
  /** Never rejects for what a file is; rejects with the signal's reason, or when the pool is closed. */
  parse(file: ParserFile, signal?: AbortSignal): Promise<ParseResult>;
  /** Ends children without work, which gives their memory back; the next file starts one. */
  rest(): void;
  close(): Promise<void>;
};

export type ParserPoolOptions = {
  clock: Clock;
  /** Children at most; they start with the first work and stay warm. Default 2. */
  size?: number;
  /** Largest file in bytes, `.jsonl` corpora aside; default 25 MB, at most 100 MB. */
  maxFileBytes?: number;
  limits?: Partial<ChildLimits>;
  /** What operators chose; asked for each file, so that a change counts from the next one on. */
  settings?: () => ParseSettings;
};

/** Makes a pool; nothing starts before the first file. */
export function createParserPool(options: ParserPoolOptions): ParserPool {
  const limits = { ...parserLimits.child, ...options.limits };
  const maxFileBytes = Math.min(options.maxFileBytes ?? parserLimits.fileBytes, parserLimits.hardFileBytes);
  const waiting: Job[] = [];
  const rejecters = new Map<Job, (reason: unknown) => void>();
  let nextId = 1;
  let closed = false;

  const slots = Array.from({ length: Math.max(1, options.size ?? 2) }, () =>
    createParserSlot(
      { clock: options.clock, limits },
      {
        again: (jobs) => void waiting.unshift(...jobs),
        idle: assign,
      },
    ),
  );

  function assign(): void {
    while (!closed) {
      const job = waiting[0];
      if (job === undefined) return;
      const [slot] = slots.filter((each) => each.accepts(job)).sort((a, b) => a.load() - b.load());
      if (slot === undefined) return;
      waiting.shift();
      slot.give(job);
    }
  }

  const settingsOf = (): { settings?: ParseSettings } =>
    options.settings === undefined ? {} : { settings: options.settings() };

  function abandon(job: Job, reason: unknown): void {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    else for (const slot of slots) if (slot.drop(job)) break;
    rejecters.get(job)?.(reason);
    rejecters.delete(job);
  }

  return {
    async parse(file, signal) {
      signal?.throwIfAborted();
      if (closed) throw closedError();
      const refusal = file.bytes === undefined ? null : checkSize(file.name, file.bytes.length, maxFileBytes);
      if (refusal !== null) return refusal;
      return new Promise<ParseResult>((resolve, reject) => {
        const job: Job = {
          request: {
            id: nextId,
            path: file.path,
            name: file.name,
            maxFileBytes,
            ...(file.charset === undefined ? {} : { charset: file.charset }),
            ...bytesOf(file),
            ...settingsOf(),
          },
          light: isLight(file),
          documents: [],
          crashes: 0,
          settle(result) {
            signal?.removeEventListener('abort', onAbort);
            rejecters.delete(job);
            resolve(result);
          },
        };
        const onAbort = (): void => abandon(job, signal?.reason);
        nextId += 1;
        rejecters.set(job, reject);
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        assign();
      });
    },
    rest() {
      for (const slot of slots) slot.rest();
    },
    async close() {
      closed = true;
      waiting.length = 0;
      for (const reject of rejecters.values()) reject(closedError());
      rejecters.clear();
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}

function bytesOf(file: ParserFile): { bytes?: Uint8Array } {
  return file.bytes === undefined ? {} : { bytes: file.bytes };
}

/** Text formats take milliseconds a file; a corpus may take long. */
function isLight(file: ParserFile): boolean {
  const row = formatOfExtension(extensionOf(file.name));
  return row?.container === 'text' && (file.bytes?.length ?? 0) < 1024 * 1024;
}

function closedError(): AppError {
  return new AppError(
    'parsers.closed',
    'The parsers are shutting down.',
    'Start Docent again and upload the file once more.',
  );
}
