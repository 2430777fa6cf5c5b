import { MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { Delivered } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi, Outgoing } from '../connection/api.ts';
import { limits } from '../text/limits.ts';
import { buttonRows, isStillWritten } from '../votes/buttons.ts';
import type { Posting } from './deliver-to-channel.ts';
import { failureOf, retryOf } from './failure.ts';
import type { InteractionTicket } from './reply-token.ts';

export type InteractionDeps = {
  api: DiscordApi;
  clock: Clock;
  onMinor(error: unknown, what: string): void;
};

const TRIES = 3;

/** Discord's ways to say that the token, or the message it stands for, is gone. */
const expired: readonly number[] = [
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownMessage,
];

/**
 * Answers a command: its first part takes the place of "is thinking", the others follow. Replacing is harmless to
 * repeat; what follows has no nonce and cannot be listed, so it is sent at most once.
 */
export function createInteractionDelivery({ api, clock, onMinor }: InteractionDeps) {
  return async (
    { rendered, lookFirst, posted }: Posting,
    { app, token, ephemeral }: InteractionTicket,
  ): Promise<Delivered | { kind: 'expired' }> => {
    const messages = rendered.parts.map((content, index): Outgoing => {
      const isLast = index === rendered.parts.length - 1;
      const components = isLast ? buttonRows(rendered) : [];
      return { content, components, ephemeral: ephemeral && index > 0 };
    });
    const [first, ...others] = messages;
    if (first === undefined) return { kind: 'failed', why: 'The answer is empty.' };
    try {
      if (lookFirst && others.length > 0) {
        const shown = await api.original(app, token);
        const isWaiting = ((shown.flags ?? 0) & MessageFlags.Loading) !== 0 || isStillWritten(shown);
        // An earlier run of the program replaced it: sending the rest again would show it twice.
        if (!isWaiting) return { kind: 'delivered', messageIds: [shown.id] };
      }
      const messageIds = [(await again(() => api.editOriginal(app, token, first))).id];
      for (const id of messageIds) await posted(id);
      for (const message of others) {
        const id = await follow(() => api.followUp(app, token, message));
        if (id === null) continue;
        messageIds.push(id);
        await posted(id);
      }
      return { kind: 'delivered', messageIds };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'refused' && expired.includes(failure.code)) return { kind: 'expired' };
      return retryOf(failure) ?? { kind: 'failed', why: failure.why };
    }
  };

  /** Repeats a harmless call while it is not known what became of it. */
  async function again<T>(call: () => Promise<T>, tries = TRIES): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (tries <= 1 || failureOf(error).kind !== 'unknown') throw error;
      await clock.sleep(limits.retryAfterMs / 4);
      return again(call, tries - 1);
    }
  }

  async function follow(call: () => Promise<{ id: string }>): Promise<string | null> {
    try {
      return (await call()).id;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'limited') {
        onMinor(error, 'a further part of an answer to a command was lost');
        return null;
      }
      await clock.sleep(failure.afterMs);
      return follow(call);
    }
  }
}
