import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { McpHttpHandler, McpServer } from '@modelcontextprotocol/server';
import { showsToken } from '../../console/requests/bearer-token.ts';
import { messageOf } from '../../core/errors.ts';
import type { SomeLog } from '../log.ts';
import { mcpLimits } from './limits.ts';

type Deps = {
  servers: () => Promise<McpServer>;
  /** What a client may show; '' = only API tokens let in. */
  token(): string;
  /** Whether an Authorization header shows an API token for agents. */
  isHolder(header: string | undefined): Promise<boolean>;
  log: Pick<SomeLog, 'warn'>;
};

/** MCP over HTTP (streamable, without sessions), behind a token. The host name was checked before. */
export function createMcpEndpoint({ servers, token, isHolder, log }: Deps) {
  const onerror = (error: Error) => log.warn({ error: messageOf(error) }, 'an MCP request went wrong');
  let handler: Promise<McpHttpHandler> | undefined;
  const open = () =>
    import('@modelcontextprotocol/server').then(({ createMcpHandler }) =>
      createMcpHandler(servers, { onerror, maxRequestBodySize: mcpLimits.requestBytes }),
    );

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    // A page in somebody's browser has no business here, whatever token it found.
    if (req.headers.origin !== undefined) return refuse(res, 403, 'Browsers are not served here.');
    const { authorization } = req.headers;
    if (!showsToken(authorization, token()) && !(await isHolder(authorization))) {
      res.setHeader('WWW-Authenticate', 'Bearer');
      return refuse(
        res,
        401,
        'Send the token of DOCENT_MCP_TOKEN, or an API token for agents, as a bearer token.',
      );
    }
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    handler ??= open();
    const response = await (await handler).fetch(toRequest(req, gone.signal));
    // What nobody read of a refused request must not stand before the next one on its connection.
    if (hasBody(req) && !req.readableEnded) res.setHeader('Connection', 'close');
    res.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body === null) res.end();
    // A client that hangs up is no failure.
    else await pipeline(Readable.fromWeb(response.body as ReadableStream), res).catch(() => {});
  }

  return (req: IncomingMessage, res: ServerResponse): void => {
    serve(req, res).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'an MCP request failed');
      if (res.headersSent) res.destroy();
      else refuse(res, 500, 'Something went wrong.');
    });
  };
}

function refuse(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

function hasBody({ method = 'GET' }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function toRequest(req: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  // Nobody further in needs it.
  headers.delete('authorization');
  const url = `http://${req.headers.host ?? 'localhost'}${req.url ?? '/'}`;
  const { method = 'GET' } = req;
  return new Request(url, {
    ...{ method, headers, signal },
    ...(hasBody(req)
      ? { body: Readable.toWeb(req) as unknown as NonNullable<RequestInit['body']>, duplex: 'half' }
      : {}),
  });
}
