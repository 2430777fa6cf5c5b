import {
  type APIActionRowComponent,
  type APIApplication,
  type APIApplicationCommand,
  type APIButtonComponent,
  type APIChannel,
  type APIInteractionResponseCallbackData,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  type APIUser,
  type InteractionResponseType,
  MessageFlags,
  REST,
  type RESTGetAPIGatewayBotResult,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { limits } from '../text/limits.ts';

/** A message to send: everything else about it is the same for all of Docent's messages. */
export type Outgoing = {
  content: string;
  components?: APIActionRowComponent<APIButtonComponent>[];
  /** The message it answers, in the same channel. */
  replyTo?: string;
  nonce?: string;
  ephemeral?: boolean;
  /** Members who are named in it and hear of that. */
  pings?: readonly string[];
};

/** What an interaction is first responded with. */
export type FirstResponse =
  | {
      type: InteractionResponseType.DeferredChannelMessageWithSource;
      data?: { flags: MessageFlags.Ephemeral };
    }
  | { type: InteractionResponseType.DeferredMessageUpdate }
  | { type: InteractionResponseType.Modal; data: APIModalInteractionResponseCallbackData }
  | { type: InteractionResponseType.ChannelMessageWithSource; data: APIInteractionResponseCallbackData };

/** Which messages of a channel; at most one anchor. */
export type Page = { before?: string; after?: string; limit: number };

/** The calls Docent makes. They throw what `failureOf` reads. */
export type DiscordApi = ReturnType<typeof createDiscordApi>;

/**
 * Discord's REST API through discord.js, without the gateway: it works while the connection is down. Nothing
 * is repeated here, because a repetition that nobody looked into shows a message twice.
 */
export function createDiscordApi({ token, apiUrl }: { token: string; apiUrl?: string | undefined }) {
  const rest = new REST({
    version: '10',
    retries: 0,
    timeout: limits.requestTimeoutMs,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) =>
      Math.max(retryAfter, timeToReset) > limits.waitInPlaceMs,
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
  });
  // After a 401 the library forgets the token; a later call then fails without asking Discord again.
  const call = (): REST => rest.setToken(token);
  const open = { auth: false } as const;

  return {
    gateway: () => call().get(Routes.gatewayBot()) as Promise<RESTGetAPIGatewayBotResult>,
    me: () => call().get(Routes.user()) as Promise<APIUser>,
    application: () => call().get(Routes.currentApplication()) as Promise<APIApplication>,
    channel: (id: string) => call().get(Routes.channel(id)) as Promise<APIChannel>,
    openDirect: (userId: string) =>
      call().post(Routes.userChannels(), { body: { recipient_id: userId } }) as Promise<APIChannel>,
    typing: async (channelId: string) => void (await call().post(Routes.channelTyping(channelId))),

    post: (channelId: string, message: Outgoing) =>
      call().post(Routes.channelMessages(channelId), { body: bodyOf(message) }) as Promise<APIMessage>,
    edit: (channelId: string, id: string, message: Outgoing) =>
      call().patch(Routes.channelMessage(channelId, id), { body: bodyOf(message) }) as Promise<APIMessage>,
    message: (channelId: string, id: string) =>
      call().get(Routes.channelMessage(channelId, id)) as Promise<APIMessage>,
    /** Newest first. */
    messages: (channelId: string, page: Page) =>
      call().get(Routes.channelMessages(channelId), { query: queryOf(page) }) as Promise<APIMessage[]>,
    react: async (channelId: string, id: string, emoji: string) =>
      void (await call().put(Routes.channelMessageOwnReaction(channelId, id, emoji))),
    /** Who set this reaction, a page at a time. */
    reactors: (channelId: string, id: string, emoji: string, after?: string) =>
      call().get(Routes.channelMessageReaction(channelId, id, emoji), {
        query: new URLSearchParams({
          limit: String(limits.page),
          ...(after === undefined ? {} : { after }),
        }),
      }) as Promise<APIUser[]>,
    remove: async (channelId: string, id: string) =>
      void (await call().delete(Routes.channelMessage(channelId, id))),
    startThread: (channelId: string, messageId: string, name: string) =>
      call().post(Routes.threads(channelId, messageId), {
        body: { name, auto_archive_duration: limits.threadArchiveMinutes },
      }) as Promise<APIChannel>,

    /** The first response to an interaction. */
    respond: async (
      interaction: { id: string; token: string },
      body: FirstResponse,
      signal: AbortSignal,
    ): Promise<void> =>
      void (await call().post(Routes.interactionCallback(interaction.id, interaction.token), {
        ...open,
        body,
        signal,
      })),
    /** The message that stands for a deferred response. */
    original: (app: string, interaction: string) =>
      call().get(Routes.webhookMessage(app, interaction), open) as Promise<APIMessage>,
    editOriginal: (app: string, interaction: string, message: Outgoing) =>
      call().patch(Routes.webhookMessage(app, interaction), {
        ...open,
        body: bodyOf(message),
      }) as Promise<APIMessage>,
    followUp: (app: string, interaction: string, message: Outgoing) =>
      call().post(Routes.webhook(app, interaction), {
        ...open,
        body: bodyOf(message),
      }) as Promise<APIMessage>,

    commands: (app: string) =>
      call().get(Routes.applicationCommands(app)) as Promise<APIApplicationCommand[]>,
    setCommands: async (app: string, body: RESTPostAPIApplicationCommandsJSONBody[]) =>
      void (await call().put(Routes.applicationCommands(app), { body })),
  };
}

/** No message of Docent shows a preview, or pings anybody but who is to be told; the question may be gone by now. */
export function bodyOf({ content, components, replyTo, nonce, ephemeral, pings = [] }: Outgoing) {
  return {
    content,
    allowed_mentions: {
      ...{ parse: [], replied_user: false },
      ...(pings.length === 0 ? {} : { users: [...pings] }),
    },
    flags: MessageFlags.SuppressEmbeds | (ephemeral === true ? MessageFlags.Ephemeral : 0),
    ...(components === undefined ? {} : { components }),
    ...(nonce === undefined ? {} : { nonce, enforce_nonce: true }),
    ...(replyTo === undefined
      ? {}
      : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
}

function queryOf({ before, after, limit }: Page): URLSearchParams {
  const query = new URLSearchParams({ limit: String(limit) });
  if (before !== undefined) query.set('before', before);
  if (after !== undefined) query.set('after', after);
  return query;
}
