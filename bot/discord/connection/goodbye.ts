import type { Client } from 'discord.js';
import type { Gateway } from './client.ts';

/** Ends a client for good, whatever it is doing at that moment. */
export type Goodbye = {
  watch(gateway: Gateway): void;
  /** A shard that Discord has told to stay away does not come back by itself. */
  isGone(shardId: number): void;
  say(client: Client): Promise<void>;
};

/**
 * discord.js cannot end a shard that waits between two attempts or whose socket is still opening: it would connect
 * again half a second later, or crash the process with an error nobody listens to. Such a shard is ended as soon as
 * Discord greets it; until then it hears nothing and says nothing.
 */
export function createGoodbye(): Goodbye {
  const greeted = new Set<number>();
  const gone = new Set<number>();
  const state = { gateway: null as Gateway | null, leaving: null as Client | null };

  const mayEnd = ({ ws }: Client): boolean =>
    [...ws.shards.keys()].every((shardId) => greeted.has(shardId) || gone.has(shardId));

  return {
    watch: (gateway) => {
      state.gateway = gateway;
      gateway.on('closed', ({ shardId }) => greeted.delete(shardId));
      gateway.on('hello', ({ shardId }) => {
        greeted.add(shardId);
        const { leaving } = state;
        if (leaving !== null && mayEnd(leaving)) void end(gateway, leaving);
      });
    },
    isGone: (shardId) => void gone.add(shardId),
    say: async (client) => {
      state.leaving = client;
      if (mayEnd(client)) await client.destroy();
    },
  };
}

async function end(gateway: Gateway, client: Client): Promise<void> {
  await gateway.destroy();
  await client.destroy();
}
