import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ObserveQuestion } from '../../core/trace/watch-steps.ts';
import type { SomeLog } from '../log.ts';
import { packageVersion } from '../package-version.ts';
import type { Config } from '../settings/config.ts';
import { headersOf } from '../settings/header-list.ts';
import { spansOf } from './answer-spans.ts';
import { createComplaints } from './complaints.ts';
import { type QueueLimits, telemetryLimits } from './limits.ts';
import { timeSteps } from './time-steps.ts';

/** Tells a collector of each answer. No answer waits for it, and none fails with it. */
export type Telemetry = {
  observe: ObserveQuestion;
  /** Sends what waits, within bounds. */
  stop(): Promise<void>;
};

type Needs = { clock: Clock; log: SomeLog; limits?: QueueLimits };

/** Null where no address is set; OpenTelemetry is loaded only where one is. */
export async function openTelemetry(
  config: Pick<Config, 'get'>,
  { clock, log, limits = telemetryLimits }: Needs,
): Promise<Telemetry | null> {
  const endpoint = config.get('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === '') return null;
  const { createSender } = await import('./otlp.ts');
  const texts = config.get('DOCENT_TELEMETRY_TEXTS') === 'on';
  const complain = createComplaints(clock, log);
  const sender = createSender({
    endpoint,
    headers: headersOf(config.get('OTEL_EXPORTER_OTLP_HEADERS')) ?? {},
    service: config.get('OTEL_SERVICE_NAME'),
    version: packageVersion(),
    onLost: complain,
    limits,
  });
  return {
    observe({ origin }) {
      const { watch, steps, from, now } = timeSteps(clock);
      return {
        watch,
        ended(answer) {
          try {
            const spans = spansOf({ answer, origin, steps, from, to: now(), texts });
            if (!sender.take(answer.traceId, spans)) complain(spans.length, 'too many spans wait to be sent');
          } catch (error) {
            complain(1, error);
          }
        },
      };
    },
    async stop() {
      const sent = new AbortController();
      const closed = sender
        .close()
        .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'telemetry ended badly'))
        .finally(() => sent.abort());
      await Promise.race([closed, clock.sleep(telemetryLimits.stopMs, sent.signal).catch(() => {})]);
    },
  };
}
