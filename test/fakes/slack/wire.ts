/** A JSON object as it travels to or from Slack; field names keep Slack's own snake_case. */
export type JsonObject = Record<string, unknown>;

/** What a Web API method answers; `ok: false` carries `error`. */
export type Reply = { ok: boolean; error?: string } & JsonObject;

/** One request that reached the Web API, in order of arrival. */
export type ApiCall = {
  method: string;
  /** The form's fields; those that hold a JSON object or list are decoded. `token` is left out. */
  args: JsonObject;
  /** The bearer token of the header, else the `token` field. */
  token: string | undefined;
  /** The workspace that the token let it reach. */
  team?: string;
  userAgent: string;
  /** Milliseconds since the fake started, of the request's arrival. */
  at: number;
  /** `ok`, an error code of Slack, an HTTP status such as `429`, `lost`, `reset` or `hung`; `pending` before. */
  outcome: string;
  reply?: Reply;
};

/** A message of a person or the bot, with what happened to it since. */
export type FakeMessage = {
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  bot_id?: string;
  subtype?: string;
  text: string;
  blocks?: JsonObject[];
  metadata?: JsonObject;
  files?: JsonObject[];
  attachments?: JsonObject[];
  /** Stream chunks other than text (task_update, plan_update, blocks), in order. */
  chunks: JsonObject[];
  stream?: 'open' | 'stopped' | 'expired';
  deleted: boolean;
  /** `ts` of the last edit. */
  edited?: string;
  /** Earlier texts, oldest first. */
  versions: string[];
  /** Reaction name to the users who hold it. */
  reactions: Map<string, Set<string>>;
};

/** A message that one person alone sees. */
export type FakeEphemeral = {
  channel: string;
  user: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks?: JsonObject[];
  /** How it came: the Web API, a `response_url`, or the body of an ack. */
  via: 'api' | 'response_url' | 'ack';
};

/** What the bot answered to one delivered envelope: a Socket Mode ack, or an HTTP response. */
export type Ack = { envelope_id: string; payload: unknown; status?: number; at: number };

/** What `assistant.threads.setStatus` showed; a message in the thread clears it (`status: ''`). */
export type FakeStatus = { channel: string; thread_ts: string; status: string; loading_messages: string[] };

/** The three kinds of things that Slack delivers to an app. */
export type EnvelopeKind = 'events_api' | 'slash_commands' | 'interactive';

/** One delivery, whatever transport carries it. */
export type Envelope = {
  envelope_id: string;
  kind: EnvelopeKind;
  payload: JsonObject;
  retry_attempt: number;
  retry_reason: string;
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The string in a field, or undefined when it is absent, empty or something else. */
export const text = (from: JsonObject, field: string): string | undefined => {
  const value = from[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The objects in a field that holds a list, or undefined when there is no list. */
export const objects = (from: JsonObject, field: string): JsonObject[] | undefined => {
  const value = from[field];
  return Array.isArray(value) ? value.filter(isObject) : undefined;
};

/** The object in a field, empty when there is none. */
export const object = (from: JsonObject, field: string): JsonObject => {
  const value = from[field];
  return isObject(value) ? value : {};
};

export const succeeded = (rest: JsonObject = {}): Reply => ({ ok: true, ...rest });

export const failed = (error: string, rest: JsonObject = {}): Reply => ({ ok: false, error, ...rest });

/** Without the fields that are undefined, as JSON would send it. */
export const compact = (from: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined));
