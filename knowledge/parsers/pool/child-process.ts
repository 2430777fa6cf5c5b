import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ChildLimits } from '../limits.ts';
import type { ParseReply, ParseRequest } from './child-protocol.ts';

const entry = fileURLToPath(new URL('./parse-child.ts', import.meta.url));
const stderrKept = 4_000;
/** How V8 and the system end a process that wants too much memory. */
const outOfMemory = new Set(['SIGABRT', 'SIGTRAP', 'SIGKILL', 134, 133, 137]);

/** How a child ended by itself. */
export type ChildEnd = { outOfMemory: boolean };

/** One parsing process. `onEnd` comes once, after the last reply. */
export type ParserChild = {
  send(request: ParseRequest): void;
  kill(): void;
  /** Idle children do not keep the program alive. */
  setBusy(busy: boolean): void;
  /** Resident memory in MB; null where the system does not tell. */
  residentMb(): Promise<number | null>;
};

/** A small heap, an empty environment (no tokens), leave to read files; none to write or to start programs. */
export function childOptions(limits: ChildLimits): { env: Record<string, string>; execArgv: string[] } {
  return {
    env: {},
    execArgv: [
      `--max-old-space-size=${limits.heapMb}`,
      `--max-semi-space-size=${limits.youngHeapMb}`,
      // Helper threads for a heap of this size cost more than they help.
      '--v8-pool-size=1',
      '--permission',
      '--allow-fs-read=*',
    ],
  };
}

/** Starts a child under those options. */
export function startChild(
  limits: ChildLimits,
  on: { reply: (reply: ParseReply) => void; end: (end: ChildEnd) => void },
): ParserChild {
  const child: ChildProcess = fork(entry, [], {
    ...childOptions(limits),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  let ended: { code: number | null; signal: string | null } | null = null;
  let connected = true;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
  });
  // Replies may still be read after the exit is known: only both together are the end.
  const conclude = (): void => {
    if (ended === null || connected) return;
    const { code, signal } = ended;
    on.end({
      outOfMemory:
        /heap out of memory|Allocation failed/.test(stderr) || outOfMemory.has(signal ?? code ?? 0),
    });
  };
  child.on('message', (reply) => on.reply(reply as ParseReply));
  child.on('exit', (code, signal) => {
    ended = { code, signal };
    conclude();
  });
  child.on('disconnect', () => {
    connected = false;
    conclude();
  });
  child.on('error', () => {
    // A fork that failed has no exit; a send that failed is followed by one.
    if (child.pid !== undefined) return;
    ended = { code: 1, signal: null };
    connected = false;
    conclude();
  });

  return {
    send: (request) => void child.send(request, () => {}),
    kill() {
      // Whoever waits for the end of a killed child must not be let go before it.
      child.ref();
      child.channel?.ref();
      child.kill('SIGKILL');
    },
    setBusy(busy) {
      const pipe = child.stderr as { ref?: () => void; unref?: () => void } | null;
      if (busy) {
        child.ref();
        child.channel?.ref();
        pipe?.ref?.();
      } else {
        child.unref();
        child.channel?.unref();
        pipe?.unref?.();
      }
    },
    residentMb: () => residentMb(child.pid),
  };
}

async function residentMb(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
