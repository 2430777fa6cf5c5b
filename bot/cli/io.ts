import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Where a command's words go and come from: this terminal, or a client at the other end of a socket. */
export type Io = {
  out(text: string): void;
  err(text: string): void;
  /** Columns of the terminal, or null where nobody watches: then no progress is drawn. */
  columns: number | null;
  cwd: string;
  signal: AbortSignal;
  /** The text of a file, `-` for standard input. */
  read(file: string): Promise<string>;
  /** Standard input as it comes, for a command that talks; absent where nobody can talk to it. */
  input?(): Readable;
};

/** The terminal of this process; Ctrl-C aborts the signal once, the second time it ends the process. */
export function processIo(): Io {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.exitCode = 130;
    controller.abort();
  });
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (words) => void process.stdout.write(words),
    err: (words) => void process.stderr.write(words),
    columns: process.stderr.isTTY ? process.stderr.columns || 80 : null,
    cwd: process.cwd(),
    signal: controller.signal,
    read: (file) =>
      file === '-' ? text(process.stdin) : readFile(path.resolve(process.cwd(), file), 'utf8'),
    input: () => process.stdin,
  };
}
