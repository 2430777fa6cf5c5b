import {
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type GatewayGuildCreateDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import type { AnyMessage, Cleared, Position, Reaction } from '../incoming/incoming.ts';

/** What of the gateway's stream Docent reads, as it comes off the wire. */
export type GatewayEvents = {
  /** Anything came, in order with the others; what comes first in a session is its READY. */
  onAny(): void;
  onReady(ready: GatewayReadyDispatchData): void;
  onGuild(guild: GatewayGuildCreateDispatchData): void;
  onMessage(message: AnyMessage): void;
  /** A message was changed, by its author or by Discord. */
  onUpdate(message: AnyMessage): void;
  onDelete(channelId: string, messageIds: readonly string[]): void;
  onReaction(type: 'added' | 'removed', reaction: Reaction, at: Position): void;
  onCleared(cleared: Cleared, at: Position): void;
};

/**
 * Sorts raw events. discord.js itself drops messages of threads and reactions in DMs that it has not cached; raw
 * events reach the bot in any case, and carry the sequence that makes a replayed reaction recognisable.
 */
export function createGatewayReader(
  events: GatewayEvents,
): (payload: GatewayDispatchPayload, shard: number) => void {
  const sessions = new Map<number, string>();

  return (payload, shard) => {
    const at = (): Position => ({ session: sessions.get(shard) ?? '', sequence: payload.s });
    // A new session says nothing about what came before it.
    if (payload.t !== GatewayDispatchEvents.Ready) events.onAny();
    switch (payload.t) {
      case GatewayDispatchEvents.Ready:
        sessions.set(shard, payload.d.session_id);
        return events.onReady(payload.d);
      case GatewayDispatchEvents.GuildCreate:
        return events.onGuild(payload.d);
      case GatewayDispatchEvents.MessageCreate:
        return events.onMessage(payload.d);
      case GatewayDispatchEvents.MessageUpdate:
        return events.onUpdate(payload.d);
      case GatewayDispatchEvents.MessageDelete:
        return events.onDelete(payload.d.channel_id, [payload.d.id]);
      case GatewayDispatchEvents.MessageDeleteBulk:
        return events.onDelete(payload.d.channel_id, payload.d.ids);
      case GatewayDispatchEvents.MessageReactionAdd:
        return events.onReaction('added', payload.d, at());
      case GatewayDispatchEvents.MessageReactionRemove:
        return events.onReaction('removed', payload.d, at());
      case GatewayDispatchEvents.MessageReactionRemoveAll:
      case GatewayDispatchEvents.MessageReactionRemoveEmoji:
        return events.onCleared(payload.d, at());
      default:
        return;
    }
  };
}
