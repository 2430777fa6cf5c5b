import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createBuckets } from './buckets.ts';
import type { Fault, Faults } from './faults.ts';
import { fail, type Reply, unauthorized } from './reply.ts';
import type { FakeAttachment, Json, RecordedRequest } from './types.ts';

/** One REST call on its way to a route. */
export type Call = {
  /** A named part of the route's path, decoded. */
  param(name: string): string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly attachments: readonly FakeAttachment[];
};

/** `METHOD /path/:param`, and what answers it. `open` routes need no bot token. */
export type Route = {
  readonly at: string;
  readonly open?: boolean;
  readonly answer: (call: Call) => Reply;
};

const PREFIX = '/api/v10';

const readBody = async (request: IncomingMessage): Promise<Pick<Call, 'body' | 'attachments'>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
    const files = [...form.entries()].flatMap(([key, value]) =>
      value instanceof File ? [{ key, value }] : [],
    );
    const attachments = await Promise.all(
      files.map(async ({ key, value }) => ({
        id: key.replace(/\D/g, ''),
        filename: value.name,
        contentType: value.type,
        size: value.size,
        text: await value.text(),
      })),
    );
    return { body: JSON.parse(String(form.get('payload_json') ?? '{}')) as Json, attachments };
  }
  const parsed: unknown = raw.length > 0 ? JSON.parse(raw.toString('utf8')) : {};
  // PUT commands sends an array: it is recorded under one key.
  return { body: Array.isArray(parsed) ? { items: parsed } : (parsed as Json), attachments: [] };
};

const matchRoute = (routes: readonly Route[], method: string, path: string) => {
  const segments = path.split('/');
  for (const route of routes) {
    const [wantedMethod, wantedPath = ''] = route.at.split(' ');
    const wanted = wantedPath.split('/');
    if (wantedMethod !== method || wanted.length !== segments.length) continue;
    if (!wanted.every((part, n) => part.startsWith(':') || part === segments[n])) continue;
    const names = wanted.map((part) => part.slice(1));
    return { route, param: (name: string): string => segments[names.indexOf(name)] ?? '' };
  }
  return undefined;
};

const write = (response: ServerResponse, { status, body, headers = {} }: Reply): void => {
  // A 204 with a JSON content-type makes discord.js parse an empty body and fail.
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const faultReply = (fault: Fault): Reply | undefined => {
  if (fault.kind === 'rate-limit') {
    const { retryAfter, global = false } = fault;
    return {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: retryAfter, global },
      headers: { 'retry-after': String(retryAfter), ...(global ? { 'x-ratelimit-global': 'true' } : {}) },
    };
  }
  if (fault.kind === 'status') return { status: fault.status, body: { message: `${fault.status}: fault` } };
  if (fault.kind === 'error') return fail(fault.status, fault.code, fault.message ?? 'Fault of the fake');
  return undefined;
};

export type HttpDeps = {
  readonly token: string;
  readonly routes: () => readonly Route[];
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  /** Whether calls are counted as Discord's rate limits do. */
  readonly rateLimits: boolean;
};

/** The REST half: records each call, lets the planned faults happen, and answers by the routes. */
export const createHttp = ({ token, routes, faults, requests, rateLimits }: HttpDeps): Server => {
  const count = rateLimits ? createBuckets() : () => ({ headers: {}, refused: undefined });
  const answer = (
    method: string,
    path: string,
    headers: IncomingMessage['headers'],
    call: Omit<Call, 'param'>,
  ) => {
    const found = matchRoute(routes(), method, path);
    if (found?.route.open !== true && headers.authorization !== `Bot ${token}`) return unauthorized;
    if (found === undefined) return fail(404, 0, `404: the fake has no route for ${method} ${path}`);
    return found.route.answer({ ...call, param: found.param });
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const path = decodeURIComponent(url.pathname.replace(PREFIX, ''));
    const method = request.method ?? 'GET';
    const { body, attachments } = await readBody(request);
    const query = Object.fromEntries(url.searchParams);
    const headers = request.headers as Record<string, string>;
    const record: RecordedRequest = { at: performance.now(), method, path, query, headers, body };
    requests.push(record);

    const bucket = count(method, path);
    if (bucket.refused !== undefined) {
      record.status = 429;
      write(response, bucket.refused);
      return;
    }
    const fault = faults.take(method, path);
    if (fault?.kind === 'slow') await delay(fault.ms);
    const planned = fault && faultReply(fault);
    const isCarriedOut = planned === undefined || (fault?.kind === 'status' && fault.carriedOut === true);
    const carriedOut = fault?.kind !== 'lost-request' && isCarriedOut;
    const reply = carriedOut
      ? answer(method, path, request.headers, { query, body, attachments })
      : undefined;
    const final = planned ?? reply;
    if (final === undefined || fault?.kind === 'lost-response') {
      record.status = 0;
      request.socket.destroy();
      return;
    }
    record.status = final.status;
    write(response, { ...final, headers: { ...bucket.headers, ...final.headers } });
  };

  return createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      write(response, fail(500, 0, `the fake failed: ${String(cause)}`));
    });
  });
};
