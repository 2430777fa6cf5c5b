import { messageOf } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { ChildLimits } from '../limits.ts';
import type { ParsedDocument, ParseResult } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { type ChildEnd, type ParserChild, startChild } from './child-process.ts';
import { type DocumentPart, joinParts, type ParseReply, type ParseRequest } from './child-protocol.ts';

/** A file on its way; `light` files are small text, quick enough to be sent ahead. */
export type Job = {
  request: ParseRequest;
  light: boolean;
  documents: ParsedDocument[];
  /** Children that died of no known cause while they worked on it: it is tried once more, alone. */
  crashes: number;
  settle(result: ParseResult): void;
};

/** A place for one child: it starts one when there is work and replaces it when it dies or grows. */
export type ParserSlot = {
  accepts(job: Job): boolean;
  /** Files that were sent and not answered. */
  load(): number;
  give(job: Job): void;
  /** Ends the work on a file whose caller lost interest; false = it is not here. */
  drop(job: Job): boolean;
  /** Ends a child without work. */
  rest(): void;
  /** Resolves when the child is gone. */
  close(): Promise<void>;
};

/** Makes an empty slot. `again` takes files back that a dying child had not begun; `idle` asks for more work. */
export function createParserSlot(
  deps: { clock: Clock; limits: ChildLimits },
  on: { again: (jobs: Job[]) => void; idle: () => void },
): ParserSlot {
  const { clock, limits } = deps;
  let child: ParserChild | null = null;
  let jobs: Job[] = [];
  let since = 0;
  let begun = 0;
  let worn = false;
  /** Why the child is being killed; it takes no work until it is gone. */
  let verdict: Rejected | 'dropped' | null = null;
  let watching = false;
  let closing: (() => void) | null = null;

  const begin = (): void => {
    since = clock.monotonic();
    begun = since;
    if (!watching) void watch();
  };

  async function watch(): Promise<void> {
    watching = true;
    while (jobs.length > 0 && verdict === null) {
      const [job] = jobs;
      await clock.sleep(limits.watchEveryMs);
      const watched = child;
      if (watched === null || jobs.length === 0) continue;
      const now = clock.monotonic();
      if (now - since > limits.timeoutMs || now - begun > limits.longestMs)
        kill(tooSlow(now - since > limits.timeoutMs ? limits.timeoutMs : limits.longestMs));
      // Small files come and go between two looks: only one that stays is worth the asking.
      else if (
        job === jobs[0] &&
        ((await watched.residentMb()) ?? 0) > limits.residentMb &&
        watched === child
      )
        kill(tooMuchMemory());
    }
    watching = false;
  }

  function kill(why: Rejected | 'dropped'): void {
    if (verdict !== null || child === null) return;
    verdict = why;
    child.kill();
  }

  function reply(message: ParseReply): void {
    const job = jobs[0];
    if (job === undefined || job.request.id !== message.id || verdict !== null) return;
    if (message.kind === 'step') {
      since = clock.monotonic();
      return;
    }
    if (message.kind !== 'failed') joinParts(job.documents, JSON.parse(message.parts) as DocumentPart[]);
    if (message.kind === 'parts') return;
    jobs.shift();
    if (message.kind === 'failed')
      job.settle(rejected('unreadable', `The file cannot be read: ${message.message}.`));
    else if (message.end.kind === 'rejected') job.settle(message.end);
    else job.settle({ ...message.end, documents: job.documents });
    worn ||= message.kind === 'end' && (message.residentMb ?? 0) > limits.recycleMb;
    since = clock.monotonic();
    begun = since;
    if (jobs.length === 0) {
      if (worn) kill('dropped');
      else child?.setBusy(false);
    }
    on.idle();
  }

  function ended(end: ChildEnd): void {
    const [first, ...rest] = jobs;
    const why = verdict ?? (end.outOfMemory ? tooMuchMemory() : null);
    child = null;
    jobs = [];
    verdict = null;
    worn = false;
    if (first !== undefined && why === null) first.crashes += 1;
    const unstarted = why === 'dropped' || (why === null && first?.crashes === 1) ? [first, ...rest] : rest;
    if (unstarted[0] !== first && why !== 'dropped') first?.settle(why ?? crashed());
    on.again(unstarted.filter((job) => job !== undefined));
    closing?.();
    on.idle();
  }

  return {
    accepts(job) {
      if (verdict !== null || (worn && jobs.length > 0)) return false;
      return (
        jobs.length === 0 || (job.light && jobs.length <= limits.ahead && jobs.every((each) => each.light))
      );
    },
    load: () => jobs.length,
    give(job) {
      job.documents = [];
      jobs.push(job);
      try {
        child ??= startChild(limits, { reply, end: ended });
        child.setBusy(true);
        child.send(job.request);
        if (jobs.length === 1) begin();
      } catch (error) {
        jobs.pop();
        job.settle(
          rejected('unreadable', `No process could be started to read the file: ${messageOf(error)}.`),
        );
      }
    },
    drop(job) {
      const place = jobs.indexOf(job);
      if (place < 0) return false;
      jobs.splice(place, 1);
      if (place === 0) kill('dropped');
      return true;
    },
    rest() {
      if (jobs.length === 0) kill('dropped');
    },
    close() {
      jobs = [];
      if (child === null) return Promise.resolve();
      return new Promise((resolve) => {
        closing = resolve;
        kill('dropped');
      });
    },
  };
}

function tooSlow(timeoutMs: number): Rejected {
  return rejected(
    'too-slow',
    `The file took longer than ${Math.ceil(timeoutMs / 1000)} s to read. Divide it, or upload its text only.`,
  );
}

function tooMuchMemory(): Rejected {
  return rejected(
    'too-much-memory',
    'The file needs more memory to read than one file may use. Divide it, or upload its text only.',
  );
}

function crashed(): Rejected {
  return rejected(
    'damaged',
    'Reading the file made its parser crash; it is probably damaged. Save it again and upload that.',
  );
}
