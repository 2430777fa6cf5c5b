import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AnswerMode,
  createFaultSwitch,
  type Fault,
  isAnswerMode,
  isStatusMode,
  type Route,
  STATUS_OF,
  type StatusMode,
} from './modes.ts';
import type {
  FakeModelOptions,
  FakeModelServer,
  Provider,
  RecordedRequest,
  RequestBody,
} from './provider.ts';
import { type ChatRequest, citeFirst, toPieces } from './replies.ts';
import { writeFrames } from './stream-body.ts';
import { dimsOf, embedBatch } from './vectors.ts';

const SLOW_MS = 500;
const HTML =
  '<!doctype html><html><head><title>Sign in</title></head><body>Proxy login required</body></html>';
/** What comes through of an answer that was stopped early. */
const CUT_SHARE = 0.5;

/** Starts a provider's fake on a free loopback port. */
export async function startFakeModelServer(
  provider: Provider,
  given: FakeModelOptions,
): Promise<FakeModelServer> {
  const options = { ...given };
  const faults = createFaultSwitch();
  const requests: RecordedRequest[] = [];
  let inFlight = 0;
  let peakInFlight = 0;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    inFlight += 1;
    peakInFlight = Math.max(peakInFlight, inFlight);
    const path = req.url ?? '/';
    const method = req.method ?? 'GET';
    const record: RecordedRequest = {
      method,
      path,
      headers: req.headers,
      body: {},
      mode: 'ok',
      closedEarly: false,
    };
    res.once('close', () => {
      inFlight -= 1;
      record.closedEarly = !res.writableFinished;
    });
    record.body = parseBody(await readText(req));
    requests.push(record);
    const route = provider.routes[`${method} ${path.split('?')[0]}`];
    if (!route) return sendJson(res, 404, { error: `no route ${method} ${path}` });
    const fault = faults.take({ route, streaming: provider.toChatRequest(record.body).streaming });
    record.mode = fault.mode;
    await respond(res, route, record, fault);
  }

  async function respond(
    res: ServerResponse,
    route: Route,
    { headers, body }: RecordedRequest,
    fault: Fault,
  ) {
    if (options.latencyMs) await sleep(options.latencyMs, undefined, { ref: false });
    if (fault.mode === 'slow') await sleep(fault.delayMs ?? SLOW_MS, undefined, { ref: false });
    if (fault.mode === 'hang') return;
    if (fault.mode === 'cut') return void res.socket?.destroy();
    if (fault.mode === 'html') return send(res, 200, 'text/html', HTML);
    if (fault.mode === 'badjson') return send(res, 200, 'application/json', '{"id":"fake-1","cho');
    if (isStatusMode(fault.mode)) return sendError(res, fault.mode, fault);
    if (options.apiKey !== undefined && provider.keyOf(headers) !== options.apiKey)
      return sendError(res, '401');
    if (route === 'models') return sendJson(res, 200, provider.models(options.models ?? ['fake-model']));
    const problem = provider.problem(route, body);
    if (problem !== undefined) return sendJson(res, 400, provider.error('400', problem));
    const { model = '' } = body;
    if (options.models && !options.models.includes(model)) return sendError(res, '404');
    if (route === 'embed') return sendVectors(res, body, model, fault);
    return sendAnswer(res, body, fault);
  }

  function sendVectors(res: ServerResponse, body: RequestBody, model: string, fault: Fault): void {
    const texts = [body.input ?? []].flat();
    const dims = body.dimensions ?? body.output_dimension ?? dimsOf(options.dims, model);
    sendJson(res, 200, provider.vectors?.(embedBatch(texts, dims, model, fault), body));
  }

  async function sendAnswer(res: ServerResponse, body: RequestBody, fault: Fault): Promise<void> {
    const request = provider.toChatRequest(body);
    const mode = isAnswerMode(fault.mode) ? fault.mode : 'ok';
    const text = textFor(request, mode, fault);
    if (!request.streaming) return sendJson(res, 200, provider.answer(request, text, mode));
    const pieces = toPieces(text, options.chunking ?? 'word');
    res.writeHead(200, { 'content-type': provider.streamType, 'cache-control': 'no-cache' });
    await writeFrames(res, provider.frames(request, pieces, mode, body), fault, options.chunkDelayMs ?? 0);
  }

  function textFor(request: ChatRequest, mode: AnswerMode, { text }: Fault): string {
    if (mode === 'filter') return text ?? '';
    if (mode === 'refusal') return text ?? 'I cannot help with that.';
    if (mode !== 'ok' && mode !== 'length') return '';
    const reply = options.reply ?? citeFirst;
    const full = typeof reply === 'string' ? reply : reply(request);
    return mode === 'ok' ? full : (text ?? full.slice(0, Math.ceil(full.length * CUT_SHARE)));
  }

  function sendError(
    res: ServerResponse,
    mode: StatusMode,
    { retryAfter }: Pick<Fault, 'retryAfter'> = {},
  ): void {
    if (retryAfter !== undefined) {
      res.setHeader(
        'retry-after',
        typeof retryAfter === 'number' ? `${retryAfter}` : retryAfter.toUTCString(),
      );
    }
    sendJson(res, STATUS_OF[mode], provider.error(mode));
  }

  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => {
      // A scripted reply that throws is the test's fault: say so where the test will see it.
      if (!res.headersSent) sendJson(res, 500, provider.error('500', `the fake failed: ${String(error)}`));
      else res.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  return {
    baseUrl: `http://127.0.0.1:${port}${provider.basePath}`,
    requests,
    get peakInFlight() {
      return peakInFlight;
    },
    setMode: faults.set,
    failNext: faults.next,
    setReply: (reply) => void Object.assign(options, { reply }),
    setPace: (pace) => void Object.assign(options, pace),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function parseBody(raw: string): RequestBody {
  try {
    return JSON.parse(raw) as RequestBody;
  } catch {
    return {};
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, 'application/json', JSON.stringify(body));
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'content-type': type }).end(body);
}
