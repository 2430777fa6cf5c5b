/** A JSON object as it travels on the wire. */
export type Json = Record<string, unknown>;

/** Settings of the fake; everything has a default. */
export type FakeDiscordOptions = {
  /** The only token that is accepted; others get 401 and close code 4004. */
  readonly token?: string;
  /** Whether the privileged MESSAGE_CONTENT intent is switched on for the application. Default false. */
  readonly messageContent?: boolean;
  readonly botName?: string;
  readonly guildName?: string;
  /** The guild's channels: names of text channels, or any with their kind. Default `general` and `random`. */
  readonly channels?: readonly (string | { readonly name: string; readonly kind: ChannelKind })[];
  /** Announced in HELLO, in ms. Default 41 250, as Discord does. */
  readonly heartbeatIntervalMs?: number;
  /** Time in ms for the first response to an interaction. Default 3000; Infinity switches the rule off. */
  readonly interactionDeadlineMs?: number;
  /** How long an interaction's token is good, in ms. Default 15 minutes. */
  readonly interactionLifeMs?: number;
  /** Whether five messages in five seconds are what a channel takes, as Discord's usual bucket. Default false. */
  readonly rateLimits?: boolean;
  /** IDENTIFYs left today, as `GET /gateway/bot` reports them. Default 1000. */
  readonly identifiesLeft?: number;
};

export type FakeUser = { readonly id: string; readonly name: string; readonly bot: boolean };

export type ChannelKind = 'text' | 'announcement' | 'voice' | 'forum';

export type FakeChannel = {
  readonly id: string;
  readonly kind: ChannelKind | 'dm' | 'thread';
  readonly name: string;
  /** Absent in a DM. */
  readonly guildId?: string;
  /** The channel that a thread hangs on. */
  readonly parentId?: string;
  readonly ownerId?: string;
  /** The human of a DM. */
  readonly recipient?: FakeUser;
  readonly autoArchiveMinutes: number;
  archived: boolean;
  locked: boolean;
};

export type FakeReaction = { readonly userId: string; readonly emoji: string };

export type FakeAttachment = {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly text: string;
};

/** What a message would notify, after `allowed_mentions`. */
export type Pings = {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
};

/** A message as the fake remembers it. It stays in the list after deletion. */
export type FakeMessage = {
  readonly id: string;
  readonly channelId: string;
  readonly guildId?: string;
  readonly author: FakeUser;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly FakeAttachment[];
  flags: number;
  /** As sent by the bot; absent if the request had none. */
  allowedMentions?: Json;
  pings: Pings;
  readonly nonce?: string;
  /** The message this one replies to. */
  readonly replyTo?: string;
  /** Texts of messages that it forwards. */
  readonly forwards?: readonly string[];
  /** The interaction whose token carried this message. */
  readonly interactionId?: string;
  /** Set on ephemeral messages: the only user who sees it. */
  readonly ephemeralTo?: FakeUser;
  readonly createdAt: number;
  editedAt?: number;
  deleted: boolean;
  reactions: FakeReaction[];
  /** Earlier texts, oldest first: one for each edit. */
  readonly edits: string[];
};

/** One REST call, recorded before it was answered. `path` is decoded and starts after `/api/v10`. */
export type RecordedRequest = {
  /** When it came, in ms as `performance.now()` counts them. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** Set when answered; 0 for a connection that was destroyed instead. */
  status?: number;
};

export type InteractionResponse = {
  readonly interactionId: string;
  /** 4 message, 5 deferred message, 6 deferred update, 7 update, 8 autocomplete, 9 modal. */
  readonly type: number;
  readonly data: Json;
  /** Time from the push of the interaction to this response. */
  readonly afterMs: number;
};

export type FakeInteraction = {
  readonly id: string;
  readonly token: string;
  readonly kind: 'slash' | 'message-command' | 'button' | 'modal';
  readonly user: FakeUser;
  readonly channelId: string;
  readonly pushedAt: number;
  /** The message whose component was used. */
  readonly sourceMessageId?: string;
  response?: InteractionResponse;
  /** What `@original` means once responded. */
  originalMessageId?: string;
  expired: boolean;
};
