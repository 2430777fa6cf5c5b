import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fireworksProtocol } from './fireworks-protocol.ts';
import { openAiProtocol } from './openai-protocol.ts';
import { type FakeReply, type FakeState, type Protocol, wrong } from './state.ts';
import { togetherProtocol } from './together-protocol.ts';

export const PROTOCOLS = {
  openai: {
    protocol: openAiProtocol,
    create: '/fine_tuning/jobs',
    upload: '/files',
    done: 'succeeded',
    failed: 'failed',
  },
  together: {
    protocol: togetherProtocol,
    create: '/fine-tunes',
    upload: '/files/upload',
    done: 'completed',
    failed: 'error',
  },
  fireworks: {
    ...{ protocol: fireworksProtocol, create: '/accounts/team/supervisedFineTuningJobs', upload: ':upload' },
    ...{ done: 'JOB_STATE_COMPLETED', failed: 'JOB_STATE_FAILED' },
  },
} satisfies Record<
  string,
  { protocol: Protocol; create: string; upload: string; done: string; failed: string }
>;
export type FakeService = keyof typeof PROTOCOLS;

/**
 * What goes wrong with a request. `lost`: it is carried out and the line goes dead. `unheard`: the line goes dead before.
 * `late`: it is carried out only when `arrive` is called.
 */
export type Fault = {
  on: string;
  kind: 'lost' | 'unheard' | 'late' | '500' | '429' | '401';
  retryAfter?: number;
};

export const KEY = 'sk-fake-key';

/** A fine-tuning service on the loopback interface. */
export async function createFakeTuning(service: FakeService) {
  const { protocol, done, failed } = PROTOCOLS[service];
  const state: FakeState = { files: [], jobs: [], models: ['base-model'], mostBytes: 1_000_000 };
  const faults: Fault[] = [];
  const requests: string[] = [];
  const late: (() => Promise<unknown>)[] = [];
  /** Called before and after each request is carried out, with its number from 1; true = nobody waits for an answer. */
  const hooks: { before?: (at: number) => Promise<boolean>; after?: (at: number) => Promise<boolean> } = {};
  /** What models answer, by their name and the question. */
  const chat: { reply: (model: string, question: string) => string } = { reply: () => 'An answer.' };

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const pieces: Buffer[] = [];
    for await (const piece of req as AsyncIterable<Buffer>) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const type = req.headers['content-type'] ?? '';
    const path = url.pathname.replace(/^\/v1/, '');
    requests.push(`${req.method} ${path}`);
    const at = requests.length;
    if ((await hooks.before?.(at)) === true) return void res.destroy();
    if (req.headers.authorization !== `Bearer ${KEY}`)
      return send(res, wrong(401, 'Incorrect API key provided.'));
    if (path === '/chat/completions') return complete(res, JSON.parse(bytes.toString()) as ChatBody);
    const form = type.startsWith('multipart/')
      ? await new Response(bytes, { headers: { 'content-type': type } }).formData()
      : null;
    const json =
      form === null && bytes.length > 0 ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : null;
    const act = async () =>
      protocol({ method: req.method ?? '', path, query: url.searchParams, json, form }, state);
    const fault = takeFault(`${req.method} ${path}`);
    if (fault?.kind === 'unheard') return void res.destroy();
    if (fault?.kind === 'late') {
      late.push(act);
      return void res.destroy();
    }
    if (fault?.kind === '500') return send(res, wrong(500, 'The server had an error.'));
    if (fault?.kind === '401') return send(res, wrong(401, 'Incorrect API key provided.'));
    if (fault?.kind === '429') {
      res.setHeader('retry-after', String(fault.retryAfter ?? 1));
      return send(res, wrong(429, 'Rate limit reached.'));
    }
    const reply = await act();
    if ((await hooks.after?.(at)) === true || fault?.kind === 'lost') return void res.destroy();
    send(res, reply);
  }

  function takeFault(request: string): Fault | undefined {
    const at = faults.findIndex(({ on }) => request.endsWith(on) || request === on);
    return at < 0 ? undefined : faults.splice(at, 1)[0];
  }

  type ChatBody = { model: string; messages: { role: string; content: string }[]; stream?: boolean };
  function complete(res: ServerResponse, { model, messages, stream }: ChatBody): void {
    const text = chat.reply(model, messages.findLast(({ role }) => role === 'user')?.content ?? '');
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const head = { id: 'c', created: 1, model };
    if (stream !== true) {
      const message = { role: 'assistant', content: text };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      send(res, { status: 200, body: { ...head, object: 'chat.completion', choices, usage } });
      return;
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const piece = (delta: object, finish_reason: string | null) =>
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    res.write(piece({ role: 'assistant', content: text }, null) + piece({}, 'stop'));
    res.end(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`,
    );
  }

  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => send(res, wrong(599, String(error))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ state, faults, requests, hooks, chat, service },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    /** Requests to create a job that were received. */
    creations: () => requests.filter((one) => one === `POST ${PROTOCOLS[service].create}`).length,
    /** Requests that the line swallowed arrive now. */
    arrive: async () => {
      for (const act of late.splice(0)) await act();
    },
    /** Every job ends well. */
    finish() {
      for (const job of state.jobs)
        if (!['failed', 'cancelled', 'user_error'].includes(job.status))
          Object.assign(job, { status: done, output: job.output ?? `ft:${job.model}:${job.key}` });
    },
    fail(message: string) {
      for (const job of state.jobs) Object.assign(job, { status: failed, error: message });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type FakeTuning = Awaited<ReturnType<typeof createFakeTuning>>;

function send(res: ServerResponse, { status, body }: FakeReply): void {
  if (res.destroyed || res.headersSent) return;
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
