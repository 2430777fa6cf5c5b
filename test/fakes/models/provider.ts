import type { IncomingHttpHeaders } from 'node:http';
import type { AnswerMode, Fault, Mode, Route, StatusMode } from './modes.ts';
import type { ChatRequest, Chunking, Reply } from './replies.ts';
import type { Frames } from './stream-body.ts';
import type { Dims, IndexedVector } from './vectors.ts';

/** The fields of the request bodies that the providers know; everything is optional since clients may err. */
export type RequestBody = {
  model?: string;
  stream?: boolean;
  messages?: { role: string; content: unknown }[];
  system?: unknown;
  input?: string | string[];
  dimensions?: number;
  output_dimension?: number;
  encoding_format?: string;
  max_tokens?: number;
  temperature?: number;
  stream_options?: { include_usage?: boolean };
};

export type RecordedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: RequestBody;
  /** The mode that this call was answered with. */
  mode: Mode;
  /** True once the client has gone before the answer was complete. */
  closedEarly: boolean;
};

/** How one provider writes things down; everything else is the same for all. */
export type Provider = {
  /** What a client's base URL has after the origin. */
  basePath: string;
  routes: Record<string, Route>;
  /** The key that a request carries. */
  keyOf(headers: IncomingHttpHeaders): string | undefined;
  /** Why the real service would answer 400, if it would. */
  problem(route: Route, body: RequestBody): string | undefined;
  toChatRequest(body: RequestBody): ChatRequest;
  answer(request: ChatRequest, text: string, mode: AnswerMode): unknown;
  streamType: string;
  frames(request: ChatRequest, pieces: string[], mode: AnswerMode, body: RequestBody): Frames;
  vectors?(vectors: IndexedVector[], body: RequestBody): unknown;
  models(names: string[]): unknown;
  error(mode: StatusMode, message?: string): unknown;
};

export type FakeModelOptions = {
  /** Default: {@link citeFirst}. */
  reply?: Reply;
  /** Calls without this key get 401. Default: any key, or none, will do. */
  apiKey?: string;
  /** Calls for another model get 404. Default: any model. */
  models?: string[];
  dims?: Dims;
  chunking?: Chunking;
  /** Pause after each streamed piece. Default 0. */
  chunkDelayMs?: number;
  /** Pause before each answer. Default 0. */
  latencyMs?: number;
};

export type FakeModelServer = AsyncDisposable & {
  /** What the client is given as its base URL. */
  readonly baseUrl: string;
  readonly requests: RecordedRequest[];
  /** The most calls that were open at one time. */
  readonly peakInFlight: number;
  setMode(fault: Mode | Fault): void;
  failNext(calls: number, fault: Mode | Fault): void;
  setReply(reply: Reply): void;
  setPace(pace: Pick<FakeModelOptions, 'chunking' | 'chunkDelayMs' | 'latencyMs'>): void;
  close(): Promise<void>;
};
