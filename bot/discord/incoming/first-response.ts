import { InteractionResponseType, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import { type Clock, createDeadline } from '../../../core/ports/clock.ts';
import type { DiscordApi, FirstResponse } from '../connection/api.ts';
import { createRecent } from '../connection/recent.ts';
import { failureOf } from '../delivery/failure.ts';
import { limits } from '../text/limits.ts';

/** "Is thinking", for everybody or for the presser alone. */
export const thinking = (ephemeral: boolean): FirstResponse => ({
  type: InteractionResponseType.DeferredChannelMessageWithSource,
  ...(ephemeral ? { data: { flags: MessageFlags.Ephemeral } } : {}),
});

export const seen: FirstResponse = { type: InteractionResponseType.DeferredMessageUpdate };

/** First responses to interactions, and what became of them. */
export type FirstResponses = {
  /** A response will be given: whoever asks `isOpen` waits for it. */
  expect(interactionId: string): void;
  /** Whether Discord took it; never rejects. Repeated, within the three seconds, where its fate is not known. */
  give(interaction: { id: string; token: string }, response: FirstResponse): Promise<boolean>;
  /** Whether the token of an interaction opens anything: true where another process responded, since trying is harmless. */
  isOpen(interactionId: string): Promise<boolean>;
};

export function createFirstResponses(
  { api, clock }: { api: Pick<DiscordApi, 'respond'>; clock: Clock },
  onMinor: (error: unknown, what: string) => void,
): FirstResponses {
  const given = createRecent<PromiseWithResolvers<boolean>>(limits.remembered);

  function expected(id: string): PromiseWithResolvers<boolean> {
    const known = given.get(id);
    if (known !== undefined) return known;
    const made = Promise.withResolvers<boolean>();
    given.set(id, made);
    return made;
  }

  async function attempt(
    interaction: { id: string; token: string },
    response: FirstResponse,
    until: number,
  ): Promise<boolean> {
    const deadline = createDeadline(clock, limits.firstResponseTryMs);
    try {
      await api.respond(interaction, response, deadline.signal);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      // An attempt whose answer got lost was carried out.
      if (
        failure.kind === 'refused' &&
        failure.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
      )
        return true;
      const waitMs = failure.kind === 'limited' ? failure.afterMs : limits.firstResponseGapMs;
      const isOver = clock.monotonic() + waitMs >= until;
      if (failure.kind === 'refused' || failure.kind === 'token' || isOver) {
        onMinor(error, 'an interaction could not be responded to in time');
        return false;
      }
      await clock.sleep(waitMs);
      return attempt(interaction, response, until);
    } finally {
      deadline.clear();
    }
  }

  return {
    expect: (interactionId) => void expected(interactionId),
    give: async (interaction, response) => {
      const outcome = await attempt(interaction, response, clock.monotonic() + limits.firstResponseMs);
      expected(interaction.id).resolve(outcome);
      return outcome;
    },
    isOpen: (interactionId) => given.get(interactionId)?.promise ?? Promise.resolve(true),
  };
}
