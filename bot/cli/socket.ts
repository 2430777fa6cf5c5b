import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { Io } from './io.ts';
import { jsonLine } from './json-line.ts';

/** Unix sockets have short names: a deep data directory gets one in a private folder of the temporary one. */
const LONGEST_SOCKET_PATH = 100;

/** Client to server: one request, later input of a command that talks, perhaps an interrupt. Server to client: output, then the exit code. */
type Request = { argv: string[]; cwd: string; columns: number | null; stdin: string | null };
type Later = { in: string } | { end: true } | { interrupt: true };
type Frame = { out: string } | { err: string } | { exit: number };

/** Commands that read their standard input while they run. */
const TALKS: readonly (string | undefined)[] = ['mcp'];

export type Execute = (argv: string[], io: Io) => Promise<number>;

function socketPath(dataDir: string): string {
  const inside = path.join(dataDir, 'docent.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  const folder = path.join(tmpdir(), `docent-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, `${sha256Hex(dataDir).slice(0, 20)}.sock`);
}

/** Carries out commands for other processes of the same owner. */
export async function serveCommands(dataDir: string, execute: Execute): Promise<Server> {
  const file = socketPath(dataDir);
  rmSync(file, { force: true });
  const server = createServer((socket) => serveOne(socket, execute));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  return server;
}

function serveOne(socket: Socket, execute: Execute): void {
  const controller = new AbortController();
  const send = (frame: Frame) => {
    if (!socket.destroyed) socket.write(`${jsonLine(frame)}\n`);
  };
  socket.on('error', () => controller.abort());
  socket.on('close', () => controller.abort());
  const lines = createInterface({ input: socket });
  // Readline passes the socket's errors on, and an error that nobody listens to ends the process.
  lines.on('error', () => controller.abort());
  const input = new PassThrough();
  socket.on('close', () => input.end());
  let started = false;
  lines.on('line', (line) => {
    if (started) {
      const later = parse<Later>(line);
      if (later !== null && 'in' in later) input.write(later.in);
      else if (later !== null && 'end' in later) input.end();
      else controller.abort();
      return;
    }
    started = true;
    const request = parse<Request>(line);
    if (request === null) {
      socket.destroy();
      return;
    }
    const { argv, cwd, columns, stdin } = request;
    const io: Io = {
      out: (out) => send({ out }),
      err: (err) => send({ err }),
      columns,
      cwd,
      signal: controller.signal,
      read: async (name) => {
        if (name === '-') return stdin ?? '';
        const { readFile } = await import('node:fs/promises');
        return readFile(path.resolve(cwd, name), 'utf8');
      },
      input: () => input,
    };
    void execute(argv, io)
      .catch(() => 3)
      .then((exit) => {
        send({ exit });
        socket.end();
      });
  });
}

function parse<T>(line: string): T | null {
  try {
    return JSON.parse(line) as T;
  } catch {
    return null;
  }
}

/** Has a running Docent carry out the command; null when none is running on this data directory. */
export async function forwardCommand(dataDir: string, argv: string[], io: Io): Promise<number | null> {
  const file = socketPath(dataDir);
  if (!existsSync(file)) return null;
  const socket = await new Promise<Socket | null>((resolve) => {
    const attempt = connect(file);
    attempt.once('connect', () => resolve(attempt));
    attempt.once('error', () => resolve(null));
  });
  if (socket === null) return null;
  const stdin = argv.includes('-') ? await io.read('-') : null;
  const request: Request = { argv, cwd: io.cwd, columns: io.columns, stdin };
  socket.on('error', () => {});
  socket.write(`${jsonLine(request)}\n`);
  io.signal.addEventListener('abort', () => socket.write('{"interrupt":true}\n'), { once: true });
  const input = TALKS.includes(argv[0]) ? io.input?.() : undefined;
  if (input !== undefined) {
    const send = (later: Later) => void (socket.writable && socket.write(`${jsonLine(later)}\n`));
    input
      .setEncoding('utf8')
      .on('data', (words: string) => send({ in: words }))
      .on('end', () => send({ end: true }));
  }
  try {
    for await (const line of createInterface({ input: socket })) {
      const frame = JSON.parse(line) as Frame;
      if ('out' in frame) io.out(frame.out);
      else if ('err' in frame) io.err(frame.err);
      else return frame.exit;
    }
  } catch {
    // The other end was killed: the same as a stream that ends before its exit code.
  } finally {
    // A terminal that is still listened to would keep the process.
    input?.destroy();
  }
  io.err('The running Docent stopped before it had finished the command.\n');
  return 3;
}
