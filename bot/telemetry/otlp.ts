import { createHash } from 'node:crypto';
import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { AnswerSpan } from './answer-spans.ts';
import { type QueueLimits, telemetryLimits } from './limits.ts';
import { names } from './names.ts';

export type Sender = {
  /** Puts an answer's spans into the queue. False where it is full: they are dropped. */
  take(answerId: string, spans: readonly AnswerSpan[]): boolean;
  /** Sends what waits. */
  close(): Promise<void>;
};

type SenderOptions = {
  endpoint: string;
  headers: Record<string, string>;
  service: string;
  version: string;
  /** Told of so many spans that did not arrive. */
  onLost(spans: number, error: unknown): void;
  limits?: QueueLimits;
};

/** Sends spans to a collector by OTLP over HTTP with JSON, in batches and with a bounded queue. */
export function createSender(options: SenderOptions): Sender {
  const { onLost, limits = telemetryLimits } = options;
  const otlp = new OTLPTraceExporter({
    url: tracesUrl(options.endpoint),
    headers: options.headers,
    timeoutMillis: limits.timeoutMs,
  });
  let waiting = 0;
  // A failure is told of here; the library's own handler is one for the whole process.
  const exporter: SpanExporter = {
    export: (spans, done) =>
      otlp.export(spans, (result) => {
        waiting -= spans.length;
        if (result.code !== SUCCESS) onLost(spans.length, result.error);
        done({ code: SUCCESS });
      }),
    shutdown: () => otlp.shutdown(),
  };
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: limits.spans,
    maxExportBatchSize: Math.min(telemetryLimits.batch, limits.spans),
    scheduledDelayMillis: limits.delayMs,
    exportTimeoutMillis: 2 * limits.timeoutMs,
  });
  const common = {
    resource: resourceFromAttributes({
      'service.name': options.service,
      'service.version': options.version,
    }),
    instrumentationScope: { name: 'docent', version: options.version },
  };
  return {
    take(answerId, spans) {
      if (waiting + spans.length > limits.spans) return false;
      waiting += spans.length;
      const idOf = (at: number) => ({
        traceId: traceIdOf(answerId),
        spanId: hexOf(`${answerId} ${at}`, SPAN_ID_DIGITS),
        traceFlags: TraceFlags.SAMPLED,
      });
      spans.forEach((span, at) => {
        processor.onEnd({ ...readable(span, idOf, at), ...common });
      });
      return true;
    },
    close: () => processor.shutdown(),
  };
}

function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`;
  return url.href;
}

/** As the library's results say it. */
const SUCCESS = 0;
const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

/** The trace of an answer follows from the answer's id, so that one can be found by the other. */
export function traceIdOf(answerId: string): string {
  return hexOf(answerId, TRACE_ID_DIGITS);
}

function hexOf(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

type SpanId = ReturnType<ReadableSpan['spanContext']>;

function readable(
  { name, called, failed, attributes, from, to, under }: AnswerSpan,
  idOf: (at: number) => SpanId,
  at: number,
): Omit<ReadableSpan, 'resource' | 'instrumentationScope'> {
  const own = idOf(at);
  const failure = failed === undefined ? {} : { [names.errorType]: failed };
  return {
    name,
    kind: called === true ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => own,
    ...(under === null ? {} : { parentSpanContext: idOf(under) }),
    startTime: timeOf(from),
    endTime: timeOf(to),
    duration: timeOf(to - from),
    status: { code: failed === undefined ? SpanStatusCode.UNSET : SpanStatusCode.ERROR },
    attributes: { ...attributes, ...failure },
    links: [],
    events: [],
    ended: true,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and the nanoseconds beyond them; a number of milliseconds alone could not hold those. */
function timeOf(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  const nanos = Math.round((ms - seconds * 1_000) * 1_000_000);
  return nanos === 1_000_000_000 ? [seconds + 1, 0] : [seconds, nanos];
}
