import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** What goes wrong: HTTP errors, wires that fail, and answers that lie about what they judged. */
export type RerankMode =
  | 'ok'
  | '401'
  | '429'
  | '500'
  | 'hang'
  | 'cut'
  | 'redirect'
  | 'html'
  | 'badjson'
  | 'huge'
  | 'missing'
  | 'duplicate'
  | 'out-of-range'
  | 'null-score'
  | 'fraction';

/** The services whose wire format is spoken, each at its own path. */
export const rerankPaths = {
  cohere: '/v2/rerank',
  jina: '/v1/rerank',
  vllm: '/rerank',
  'llama.cpp': '/reranking/rerank',
  voyage: '/voyage/v1/rerank',
  tei: '/tei/rerank',
} as const;
export type RerankService = keyof typeof rerankPaths;

type Asked = { path: string; headers: IncomingHttpHeaders; query: string; texts: string[]; body: object };

export type FakeReranker = AsyncDisposable & {
  readonly origin: string;
  readonly requests: Asked[];
  setMode(mode: RerankMode): void;
  /** The next answers, before the standing mode. */
  failNext(calls: number, mode: RerankMode): void;
};

/** Serves what reranking services and servers answer to `/rerank`; `score` judges a text, best is highest. */
export async function createFakeReranker(options: {
  score(query: string, text: string): number;
  apiKey?: string;
  /** Sent with 429, in seconds. */
  retryAfter?: number;
}): Promise<FakeReranker> {
  const requests: Asked[] = [];
  let standing: RerankMode = 'ok';
  let planned: RerankMode[] = [];

  function judge(res: ServerResponse, asked: Asked, mode: RerankMode): void {
    const rows = asked.texts.map((text, index) => ({ index, score: options.score(asked.query, text) }));
    const spoilt = spoil(rows, mode).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
    const named = spoilt.map(({ index, score }) => ({ index, relevance_score: score }));
    const { path } = asked;
    if (path === rerankPaths.tei) json(res, 200, spoilt);
    else if (path === rerankPaths.voyage)
      json(res, 200, { object: 'list', data: named, usage: { total_tokens: 1 } });
    else json(res, 200, { id: 'fake', model: 'fake', results: named, meta: {}, usage: {} });
  }

  const server = createServer(async (req, res) => {
    const path = req.url ?? '/';
    const body = JSON.parse((await readText(req)) || '{}') as Record<string, unknown>;
    const tei = path === rerankPaths.tei;
    const texts = (tei ? body['texts'] : body['documents']) as string[] | undefined;
    const asked: Asked = {
      ...{ path, headers: req.headers, body },
      query: String(body['query'] ?? ''),
      texts: texts ?? [],
    };
    requests.push(asked);
    const mode = planned.shift() ?? standing;
    if (mode === 'hang') return;
    if (mode === 'cut') return void res.socket?.destroy();
    if (mode === 'redirect') return void res.writeHead(307, { location: 'http://127.0.0.1:1/rerank' }).end();
    if (mode === 'html')
      return void res.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
    if (mode === 'badjson') return void res.writeHead(200).end('{"results":[{"ind');
    if (mode === 'huge') return void res.writeHead(200).end(`[${'0,'.repeat(2_000_000)}0]`);
    if (
      mode === '401' ||
      (options.apiKey !== undefined && !req.headers.authorization?.endsWith(options.apiKey))
    )
      return json(res, 401, { message: `invalid api token ${req.headers.authorization}` });
    if (mode === '429') {
      if (options.retryAfter !== undefined) res.setHeader('retry-after', String(options.retryAfter));
      return json(res, 429, { message: 'slow down' });
    }
    if (mode === '500') return json(res, 500, { error: 'it broke' });
    if (!(Object.values(rerankPaths) as string[]).includes(path)) return json(res, 404, {});
    if (asked.query === '' || texts === undefined || (!tei && typeof body['model'] !== 'string'))
      return json(res, 422, { error: 'missing field' });
    judge(res, asked, mode);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    setMode: (mode) => {
      standing = mode;
      planned = [];
    },
    failNext: (calls, mode) => void planned.push(...Array.from({ length: calls }, () => mode)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Row = { index: number; score: number | null };

function spoil(rows: Row[], mode: RerankMode): Row[] {
  const [first, ...rest] = rows;
  if (first === undefined) return rows;
  if (mode === 'missing') return rest;
  if (mode === 'duplicate') return [{ ...first, index: rows.length - 1 }, ...rest];
  if (mode === 'out-of-range') return [{ ...first, index: rows.length }, ...rest];
  if (mode === 'fraction') return [{ ...first, index: 0.5 }, ...rest];
  if (mode === 'null-score') return [{ ...first, score: null }, ...rest];
  return rows;
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
