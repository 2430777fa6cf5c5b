import { Writable } from 'node:stream';
import { messageOf } from '../../core/errors.ts';
import type { App } from '../assembly/app.ts';
import { usageError } from '../cli/context.ts';
import type { Io } from '../cli/io.ts';
import { createKnowledge, type McpApp } from './knowledge.ts';
import { createMcpServers } from './server.ts';

/** Speaks MCP over a command's own input and output until the client hangs up. Nothing else may be written there. */
export async function serveMcpOverStdio(app: McpApp & Pick<App, 'log'>, io: Io): Promise<void> {
  const { serveStdio, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const output = new Writable({
    write(chunk, _encoding, done) {
      io.out(String(chunk));
      done();
    },
  });
  const input = io.input?.();
  if (input === undefined) throw usageError('MCP needs a standard input to listen to.');
  const ended = new Promise<void>((resolve) => {
    input.once('close', resolve);
    input.once('end', resolve);
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const handle = serveStdio(createMcpServers(createKnowledge(app), app.log), {
    transport: new StdioServerTransport(input, output),
    onerror: (error) => app.log.warn({ error: messageOf(error) }, 'an MCP message went wrong'),
  });
  await ended;
  await handle.close();
}
