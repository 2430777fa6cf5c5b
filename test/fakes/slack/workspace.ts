import { botScopes } from '../../../bot/slack/connection/manifest.ts';
import { compact, type FakeEphemeral, type FakeMessage, type FakeStatus, type JsonObject } from './wire.ts';

export type FakeUser = {
  id: string;
  name: string;
  real_name: string;
  locale: string;
  tz: string;
  is_bot: boolean;
  /** The workspace whose member it is; the fake's own when left out. */
  team_id?: string;
  /** A guest of the workspace. */
  is_restricted?: boolean;
};
export type FakeChannel = {
  id: string;
  name: string;
  type: 'channel' | 'group' | 'im' | 'mpim';
  members: Set<string>;
  is_archived: boolean;
  /** Shared with another company (Slack Connect). */
  is_ext_shared?: boolean;
};
/** A modal or Home view that the bot showed. */
export type FakeView = { id: string; user: string; kind: 'modal' | 'home'; open: boolean; view: JsonObject };

/** A trigger of a button, command or shortcut: it opens one modal, for a short time. */
export type FakeTrigger = { user: string; used: boolean; expired: boolean };

/** The scopes of Docent's own manifest; every method that asks for another one answers `missing_scope`. */
export const manifestScopes: readonly string[] = Object.keys(botScopes);

export type FakeSession = { channel: string; thread_ts: string; status: string; title: string | null };

/** The state of one made-up Slack workspace: who is there, what was said. Nothing here knows HTTP or sockets. */
export type Workspace = {
  team: { id: string; name: string; url: string };
  app: { id: string };
  bot: { id: string; user_id: string; name: string };
  /** Set a field to another value to revoke the old one. */
  tokens: { bot: string; app: string };
  scopes: Set<string>;
  users: Map<string, FakeUser>;
  channels: Map<string, FakeChannel>;
  /** Channel id to its messages, oldest first, deleted ones included. */
  messages: Map<string, FakeMessage[]>;
  ephemerals: FakeEphemeral[];
  statuses: FakeStatus[];
  /** What agent sessions were set to, oldest first. */
  sessions: FakeSession[];
  /** Prompts that are suggested, by the channel of a direct message. */
  prompts: Map<string, { title: string; message: string }[]>;
  views: FakeView[];
  /** Set `expired` of an entry to test what happens after Slack's three seconds. */
  triggers: Map<string, FakeTrigger>;
  /** The next message time: strictly rising, in Slack's `seconds.microseconds`. */
  nextTs: () => string;
  nextId: (prefix: string) => string;
  newTrigger: (user: string) => string;
  addUser: (user: Partial<FakeUser> & { id: string }) => FakeUser;
  addChannel: (channel: {
    id: string;
    name?: string;
    type?: FakeChannel['type'];
    members?: string[];
  }) => FakeChannel;
  /** The direct-message channel of the bot and a user, made at the first use. */
  directChannel: (user: string) => FakeChannel;
  post: (message: Pick<FakeMessage, 'channel' | 'user' | 'text'> & Partial<FakeMessage>) => FakeMessage;
  find: (channel: string, ts: string) => FakeMessage | undefined;
};

const person = (id: string, name: string, real_name: string): FakeUser => ({
  id,
  name,
  real_name,
  locale: 'en-US',
  tz: 'Europe/Zurich',
  is_bot: false,
});

/** What tells one workspace from another. Ids of people and channels are the same in all, as Slack's may be. */
export type WorkspaceNames = { team: string; name: string; bot: string; token: string };

const first: WorkspaceNames = {
  ...{ team: 'T0DOCENT', name: 'Docent Test', bot: 'U0DOCENT', token: 'xoxb-fake-bot' },
};

/** A workspace with the channels C0HELP, C0GENERAL, G0STAFF and the people U0ADA, U0BEN, U0CAT. */
export const createWorkspace = (now: () => number = Date.now, names: WorkspaceNames = first): Workspace => {
  const bot = { id: names.bot.replace(/^U/, 'B'), user_id: names.bot, name: 'docent' };
  const users = new Map<string, FakeUser>();
  const channels = new Map<string, FakeChannel>();
  const messages = new Map<string, FakeMessage[]>();
  const count = { ts: 0, id: 0 };

  const nextTs = (): string => {
    count.ts = Math.max(count.ts + 1, now() * 1000);
    const micros = String(count.ts % 1_000_000).padStart(6, '0');
    return `${Math.floor(count.ts / 1_000_000)}.${micros}`;
  };
  const nextId = (prefix: string): string => {
    count.id += 1;
    return `${prefix}${String(count.id).padStart(6, '0')}`;
  };
  const triggers = new Map<string, FakeTrigger>();
  const newTrigger = (user: string): string => {
    const id = nextId('trigger.');
    triggers.set(id, { user, used: false, expired: false });
    return id;
  };
  const addUser: Workspace['addUser'] = (user) => {
    const known = users.get(user.id) ?? person(user.id, user.id.toLowerCase(), user.id);
    users.set(user.id, { ...known, ...user });
    return { ...known, ...user };
  };
  const addChannel: Workspace['addChannel'] = ({ id, name, type, members }) => {
    const made: FakeChannel = {
      id,
      name: name ?? id.toLowerCase(),
      type: type ?? (id.startsWith('D') ? 'im' : id.startsWith('G') ? 'group' : 'channel'),
      members: new Set(members ?? [bot.user_id, ...users.keys()]),
      is_archived: false,
    };
    channels.set(id, made);
    return made;
  };
  const directChannel = (user: string): FakeChannel => {
    const id = `D${user.slice(1)}`;
    return channels.get(id) ?? addChannel({ id, type: 'im', members: [bot.user_id, user] });
  };
  const post: Workspace['post'] = (message) => {
    const made: FakeMessage = {
      ...message,
      ts: message.ts ?? nextTs(),
      chunks: message.chunks ?? [],
      deleted: false,
      versions: [],
      reactions: new Map(),
    };
    const list = messages.get(made.channel) ?? [];
    const last = list.at(-1);
    list.push(made);
    if (last !== undefined && last.ts > made.ts) list.sort((a, b) => (a.ts < b.ts ? -1 : 1));
    messages.set(made.channel, list);
    return made;
  };

  users.set(bot.user_id, { ...person(bot.user_id, bot.name, 'Docent'), is_bot: true });
  users.set('U0ADA', person('U0ADA', 'ada', 'Ada Lind'));
  users.set('U0BEN', person('U0BEN', 'ben', 'Ben Ode'));
  users.set('U0CAT', person('U0CAT', 'cat', 'Cat Ruiz'));
  addChannel({ id: 'C0HELP', name: 'help' });
  addChannel({ id: 'C0GENERAL', name: 'general' });
  addChannel({ id: 'G0STAFF', name: 'staff' });

  return {
    team: { id: names.team, name: names.name, url: 'https://docent-test.slack.com/' },
    app: { id: 'A0DOCENT' },
    bot,
    tokens: { bot: names.token, app: 'xapp-fake-app' },
    scopes: new Set(manifestScopes),
    users,
    channels,
    messages,
    ephemerals: [],
    statuses: [],
    sessions: [],
    prompts: new Map(),
    views: [],
    triggers,
    nextTs,
    nextId,
    newTrigger,
    addUser,
    addChannel,
    directChannel,
    post,
    find: (channel, ts) => messages.get(channel)?.find((message) => message.ts === ts && !message.deleted),
  };
};

/** A message in the form in which Slack's methods and events show it. */
export const wireMessage = (message: FakeMessage): JsonObject =>
  compact({
    type: 'message',
    subtype: message.subtype,
    user: message.user,
    bot_id: message.bot_id,
    text: message.text,
    ts: message.ts,
    thread_ts: message.thread_ts,
    blocks: message.blocks,
    files: message.files,
    attachments: message.attachments,
    metadata: message.metadata,
    edited: message.edited === undefined ? undefined : { user: message.user, ts: message.edited },
    reactions:
      message.reactions.size === 0
        ? undefined
        : [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })),
  });
