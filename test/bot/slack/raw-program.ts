import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** How a program ended: its exit code (null after a signal), the lines it printed, and its error output. */
export type Ended = { code: number | null; printed: string[]; stderr: string };

/** A running program. */
export type RawProgram = {
  /** Resolves once it has printed this line, rejects when it ends without. */
  says: (line: string) => Promise<void>;
  ended: Promise<Ended>;
  /** Ends it, and waits until it has gone. */
  end: () => Promise<void>;
};

/**
 * Runs a few lines of JavaScript, with Bolt's exports and `env` at hand, in a process of their own: the only way
 * to watch a library end its process. The lines see `bolt`, `env`, `options` (logger and Web API address) and `say`
 * (prints a line).
 */
export const runRaw = (lines: string, env: Record<string, string>): RawProgram => {
  const prelude = `
    import * as bolt from '@slack/bolt';
    const { env } = process;
    const say = (line) => console.log(line);
    const nothing = () => undefined;
    // A program that was expected to crash and does not ends with a code of its own.
    setTimeout(() => process.exit(77), 8000).unref();
    const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing, getLevel: () => 'error' };
    const clientOptions = { slackApiUrl: env.API_URL, retryConfig: { retries: 0 } };
    const options = { token: env.BOT_TOKEN, logger, clientOptions };
    const socketMode = () => new bolt.SocketModeReceiver({ appToken: env.APP_TOKEN, clientPingTimeout: 50, logger, installerOptions: { clientOptions } });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', `${prelude}\n${lines}`], {
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const printed: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => printed.push(line));
  const ended = Promise.all([exited, text(child.stderr)]).then(([code, stderr]) => ({
    code,
    printed,
    stderr,
  }));
  return {
    ended,
    says: async (line) => {
      while (!printed.includes(line)) {
        const next = await Promise.race([once(output, 'line').then(() => 'line'), ended]);
        if (next === 'line' || printed.includes(line)) continue;
        throw new Error(`the program ended without saying "${line}": ${JSON.stringify(next)}`);
      }
    },
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};
