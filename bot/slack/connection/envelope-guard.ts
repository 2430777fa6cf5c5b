import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { messageOf } from '../../../core/errors.ts';

type SocketClient = SocketModeReceiver['client'];

const frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().optional() }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: z.object({ event: z.object({ type: z.string() }) }),
  }),
  z.object({
    type: z.enum(['slash_commands', 'interactive']),
    envelope_id: z.string(),
    payload: z.record(z.string(), z.unknown()),
  }),
]);

/**
 * Stands between the WebSocket and Slack's client. A frame that the client cannot handle (an event envelope without
 * an event, such as `app_rate_limited`) would end the process as an unhandled rejection: it is dropped here, and
 * whatever the client still rejects with is logged. `onDisconnect` hears why Slack ends a connection.
 */
export function guardEnvelopes(
  client: SocketClient,
  { logger, onDisconnect }: { logger: Logger; onDisconnect(reason: string): void },
): void {
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const parsed = frame.safeParse(typeof data === 'string' ? parse(data) : null);
    if (!parsed.success) {
      logger.warn({ frame: describe(data) }, 'Slack sent something that is no event; it was ignored');
      return;
    }
    if (parsed.data.type === 'disconnect') onDisconnect(parsed.data.reason ?? 'no reason given');
    for (const handle of handlers) {
      Promise.resolve(handle(data, isBinary)).catch((error: unknown) => {
        logger.error({ why: messageOf(error) }, 'Slack’s client failed on a message');
      });
    }
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The kinds of a frame, never what people wrote in it. */
function describe(data: unknown): string {
  const shape = z.object({ type: z.string(), payload: z.object({ type: z.string() }).optional() });
  const { data: known } = shape.safeParse(typeof data === 'string' ? parse(data) : null);
  return known === undefined ? 'unreadable' : [known.type, known.payload?.type].filter(Boolean).join('/');
}
