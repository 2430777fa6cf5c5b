import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { isReply, type MethodContext, type Methods } from './method.ts';
import { appMethods } from './methods-app.ts';
import { chatMethods } from './methods-chat.ts';
import { conversationMethods } from './methods-conversations.ts';
import { oauthMethods } from './methods-oauth.ts';
import { streamMethods } from './methods-stream.ts';
import { type ApiCall, failed, type JsonObject, type Reply } from './wire.ts';

const methods: Methods = {
  ...chatMethods,
  ...streamMethods,
  ...conversationMethods,
  ...appMethods,
  ...oauthMethods,
};

/** Reads a whole request body as UTF-8. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** Web API clients send objects and lists as JSON inside a form field. */
const decodeField = (value: string): unknown => {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const decodeBody = (contentType: string, body: string): JsonObject => {
  if (contentType.startsWith('application/json')) return JSON.parse(body || '{}') as JsonObject;
  const form = [...new URLSearchParams(body)];
  // Message text may well look like JSON; it is never decoded.
  return Object.fromEntries(form.map(([key, value]) => [key, key === 'text' ? value : decodeField(value)]));
};

/** The workspace that the token lets the call reach, or why it reaches none. */
const reached = (method: string, token: string | undefined, contexts: MethodContext[]) => {
  const wanted = methods[method]?.token ?? 'bot';
  const [main] = contexts;
  if (main === undefined || wanted === 'none') return main ?? failed('fatal_error');
  if (token === undefined || token === '') return failed('not_authed');
  const found = contexts.find(
    ({ workspace, oauth }) =>
      token === workspace.tokens[wanted] || (wanted === 'bot' && oauth.isOf(token, workspace)),
  );
  if (found !== undefined) return found;
  const other = wanted === 'bot' ? 'app' : 'bot';
  if (contexts.some(({ workspace }) => token === workspace.tokens[other]))
    return failed('not_allowed_token_type');
  return failed(main.oauth.whyNot(token) ?? 'invalid_auth');
};

const answerTo = (call: ApiCall, contexts: MethodContext[]): Reply => {
  const method = methods[call.method];
  if (method === undefined) return failed('unknown_method', { req_method: call.method });
  const context = reached(call.method, call.token, contexts);
  if (isReply(context)) return context;
  const { workspace } = context;
  call.team = workspace.team.id;
  if (method.scope !== undefined && !workspace.scopes.has(method.scope)) {
    return failed('missing_scope', { needed: method.scope, provided: [...workspace.scopes].join(',') });
  }
  return method.run(call.args, context, call.token ?? '');
};

export type WebApiDeps = {
  /** One a workspace; the first is the fake's own. */
  contexts: MethodContext[];
  nextFault: (method: string) => Fault | undefined;
  /** Seconds to wait where the method's limit is reached. */
  refuse: (method: string, args: JsonObject) => number | null;
  record: (call: ApiCall) => void;
  /** Milliseconds since the fake started. */
  elapsed: () => number;
};

/** Handles `POST /api/<method>`: records the call, applies a planned fault, runs the method, answers. */
export const createWebApi =
  ({ contexts, nextFault, refuse, record, elapsed }: WebApiDeps) =>
  async (method: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = elapsed();
    const { token: inBody, ...args } = decodeBody(
      request.headers['content-type'] ?? '',
      await readBody(request),
    );
    const bearer = request.headers.authorization?.replace(/^Bearer /, '');
    const token = bearer ?? (typeof inBody === 'string' ? inBody : undefined);
    const userAgent = request.headers['user-agent'] ?? '';
    const call: ApiCall = { method, args, token, userAgent, at, outcome: 'pending' };
    record(call);

    const send = (status: number, body: string, headers: Record<string, string>): void => {
      response.writeHead(status, headers).end(body);
    };
    const reply = (answer: Reply): void => {
      call.outcome = answer.ok ? 'ok' : (answer.error ?? 'error');
      call.reply = answer;
      const scopes = [...(contexts[0]?.workspace.scopes ?? [])].join(',');
      send(200, JSON.stringify(answer), {
        'content-type': 'application/json; charset=utf-8',
        'x-oauth-scopes': scopes,
      });
    };
    const cut = (outcome: string): void => {
      call.outcome = outcome;
      request.socket.destroy();
    };

    const waitS = refuse(method, args);
    const fault: Fault | undefined =
      waitS === null ? nextFault(method) : { kind: 'rate-limited', retryAfter: waitS };
    switch (fault?.kind) {
      case 'rate-limited': {
        call.outcome = '429';
        const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
        return send(429, JSON.stringify(failed('ratelimited')), {
          'content-type': 'application/json',
          ...wait,
        });
      }
      case 'http':
        call.outcome = String(fault.status);
        return send(fault.status, '<html>upstream failure</html>', { 'content-type': 'text/html' });
      case 'error':
        return reply(failed(fault.error));
      case 'reset':
        return cut('reset');
      case 'lost':
        call.reply = answerTo(call, contexts);
        return cut('lost');
      case 'hang':
        call.reply = answerTo(call, contexts);
        call.outcome = 'hung';
        return;
      case 'slow': {
        const answer = answerTo(call, contexts);
        await sleep(fault.ms, undefined, { ref: false });
        return reply(answer);
      }
      case undefined:
        return reply(answerTo(call, contexts));
    }
  };
