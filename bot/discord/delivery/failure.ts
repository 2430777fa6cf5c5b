import { RESTJSONErrorCodes as code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { messageOf } from '../../../core/errors.ts';
import { limits } from '../text/limits.ts';

/** Why a call failed. With `unknown` it may have been carried out all the same: look before repeating it. */
export type Failure =
  | { kind: 'limited'; afterMs: number; why: string }
  | { kind: 'token'; why: string }
  | { kind: 'refused'; code: number; why: string }
  | { kind: 'unknown'; why: string };

/** What to do about a bad token; also the sentence of a failing status. */
export const badToken =
  'Discord does not accept the bot token. Copy a new one in the Developer Portal (Bot → Reset Token) and set DISCORD_TOKEN.';

const words: Partial<Record<number, string>> = {
  [code.UnknownChannel]: 'The channel no longer exists.',
  [code.UnknownMessage]: 'The message no longer exists.',
  [code.UnknownWebhook]: 'The command is older than the 15 minutes in which it can be answered.',
  [code.InvalidWebhookToken]: 'The command is older than the 15 minutes in which it can be answered.',
  [code.UnknownInteraction]: 'Discord no longer waits for an answer to this command.',
  [code.MissingAccess]: 'The bot cannot see this channel: give its role "View Channel" there.',
  [code.MissingPermissions]:
    'The bot may not write here: give its role "Send Messages" and "Send Messages in Threads" in this channel.',
  [code.CannotSendMessagesToThisUser]: 'This person accepts no direct messages from the bot.',
  [code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'This person shares no server with the bot any more.',
  [code.CannotSendMessagesInNonTextChannel]: 'This channel takes no messages.',
  [code.InvalidActionOnArchivedThread]: 'The thread is closed: a moderator has to open it again.',
  [code.ThreadLocked]: 'The thread is locked: a moderator has to open it again.',
  [code.MessageWasBlockedByAutomaticModeration]: 'A moderation rule of this server blocked the answer.',
};

/** Reads whatever a REST call threw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout);
    return {
      kind: 'limited',
      afterMs: Math.ceil(afterMs),
      why: 'Discord asks to wait before the next message.',
    };
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 401 && error.code === 0) return { kind: 'token', why: badToken };
    const known = typeof error.code === 'number' ? error.code : 0;
    return {
      kind: 'refused',
      code: known,
      why: words[known] ?? `Discord refused the call: ${firstLine(error)}`,
    };
  }
  // A token with a line break or other stray character cannot even be sent.
  if (error instanceof Error && 'code' in error && error.code === 'UND_ERR_INVALID_ARG') {
    return { kind: 'token', why: badToken };
  }
  if (error instanceof HTTPError) {
    return { kind: 'unknown', why: `Discord has a problem of its own (status ${error.status}).` };
  }
  return { kind: 'unknown', why: `Discord cannot be reached (${firstLine(error)}).` };
}

/** Whether the moderation of a server took exception to the words. */
export function isModerated(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === code.MessageWasBlockedByAutomaticModeration;
}

/** When to try again what failed for a reason that passes; null for a refusal. */
export function retryOf(failure: Failure): { kind: 'retry'; afterMs: number; why: string } | null {
  switch (failure.kind) {
    case 'limited':
      return { kind: 'retry', afterMs: failure.afterMs, why: failure.why };
    case 'unknown':
      return { kind: 'retry', afterMs: limits.retryAfterMs, why: failure.why };
    case 'token':
      return { kind: 'retry', afterMs: limits.badTokenRetryMs, why: failure.why };
    case 'refused':
      return null;
  }
}

const firstLine = (error: unknown): string => messageOf(error).split('\n')[0] ?? '';
