import type { Courier } from './courier.ts';
import type { createEnvelopes } from './envelopes.ts';
import { subscriptionOf } from './envelopes.ts';
import { messageEvents } from './message-events.ts';
import type { Envelope, JsonObject } from './wire.ts';
import { type Workspace, wireMessage } from './workspace.ts';

/** Where a pushed thing went: its message time, and the ids of its (main) delivery. */
export type Pushed = { channel: string; ts: string; event_id: string; envelope_id: string };

/** What somebody says; `user` is U0ADA and `channel` C0HELP unless given. */
export type Said = {
  text: string;
  channel?: string;
  user?: string;
  ts?: string;
  thread_ts?: string;
  /** Set it to send the same event twice on purpose, or events that share an id. */
  event_id?: string;
  subtype?: string;
  files?: JsonObject[];
  /** What was forwarded with it. */
  attachments?: JsonObject[];
};

export type Reacted = {
  action: 'added' | 'removed';
  /** The name without colons, with `::skin-tone-2` to `6` where there is one. */
  reaction: string;
  ts: string;
  channel?: string;
  user?: string;
  /** The author of the message; looked up when left out. */
  item_user?: string;
  event_id?: string;
};

export type PeopleDeps = {
  workspace: Workspace;
  envelopes: ReturnType<typeof createEnvelopes>;
  courier: Courier;
  subscriptions: Set<string>;
};

/** What the people of the workspace do, delivered to the app as Slack delivers it. */
export const createPeople = ({ workspace, envelopes, courier, subscriptions }: PeopleDeps) => {
  const events = messageEvents(workspace);

  const deliver = async (event: JsonObject, event_id?: string): Promise<Envelope> => {
    const envelope = envelopes.event(event, event_id);
    if (subscriptions.has(subscriptionOf(event))) await courier.deliver(envelope);
    return envelope;
  };

  const pushed = (
    { envelope_id, payload }: Envelope,
    { channel, ts }: { channel: string; ts: string },
  ): Pushed => ({
    channel,
    ts,
    event_id: String(payload['event_id']),
    envelope_id,
  });

  const write = ({ event_id: _, channel = 'C0HELP', user = 'U0ADA', ...said }: Said, text = said.text) => {
    if (!workspace.users.has(user)) workspace.addUser({ id: user });
    if (!workspace.channels.has(channel)) workspace.addChannel({ id: channel });
    workspace.channels.get(channel)?.members.add(user);
    return workspace.post({ ...said, channel, user, text });
  };

  /** A message that does not mention the bot, in a channel or a direct one. */
  const say = async (said: Said): Promise<Pushed> => {
    const message = write(said);
    return pushed(await deliver(events.posted(message), said.event_id), message);
  };

  return {
    say,

    /** Mentions the bot: an `app_mention`, and the `message` event that a subscribed app gets besides it. */
    mention: async (said: Said): Promise<Pushed> => {
      const name = `<@${workspace.bot.user_id}>`;
      const message = write(said, said.text.includes(name) ? said.text : `${name} ${said.text}`);
      const posted = events.posted(message);
      const { channel_type: _, ...asMention } = posted;
      const envelope = await deliver({ ...asMention, type: 'app_mention' }, said.event_id);
      await deliver(posted);
      return pushed(envelope, message);
    },

    directMessage: (said: Omit<Said, 'channel'>): Promise<Pushed> =>
      say({ ...said, channel: workspace.directChannel(said.user ?? 'U0ADA').id }),

    editMessage: async ({
      channel,
      ts,
      text,
    }: {
      channel: string;
      ts: string;
      text: string;
    }): Promise<Pushed> => {
      const message = existing(channel, ts);
      const before = wireMessage(message);
      message.versions.push(message.text);
      Object.assign(message, { text, edited: workspace.nextTs() });
      return pushed(await deliver(events.changed(message, before)), message);
    },

    /** Opens the bot's direct messages, or another tab of the app. */
    openApp: async (user = 'U0ADA', tab: 'messages' | 'home' = 'messages'): Promise<string> => {
      const { id } = workspace.directChannel(user);
      await deliver({ type: 'app_home_opened', user, channel: id, tab, event_ts: workspace.nextTs() });
      return id;
    },

    /** Presses the stop button of an agent session: Slack ends the streams of its thread by itself. */
    stopSession: async ({
      thread_ts,
      channel = 'C0HELP',
      user = 'U0ADA',
    }: {
      thread_ts: string;
      channel?: string;
      user?: string;
    }): Promise<void> => {
      const session = workspace.sessions.findLast((one) => one.thread_ts === thread_ts);
      if (session?.status !== 'processing') throw new Error('fake Slack: no stop button is shown there');
      const streams = (workspace.messages.get(channel) ?? []).filter(
        (one) => one.thread_ts === thread_ts && one.stream === 'open',
      );
      for (const message of streams) message.stream = 'stopped';
      await deliver({
        ...{ type: 'agent_session_stopped', channel, user, thread_ts, event_ts: workspace.nextTs() },
        streaming_message_ts: streams.map(({ ts }) => ts),
      });
    },

    deleteMessage: async ({ channel, ts }: { channel: string; ts: string }): Promise<Pushed> => {
      const message = existing(channel, ts);
      message.deleted = true;
      return pushed(await deliver(events.deleted(message)), message);
    },

    /** Adds or takes back a reaction; the message may be one that the fake does not know. */
    reaction: async (reacted: Reacted): Promise<Pushed> => {
      const { action, reaction, ts, channel = 'C0HELP', user = 'U0ADA', event_id } = reacted;
      const message = workspace.find(channel, ts);
      const holders = message?.reactions.get(reaction) ?? new Set<string>();
      if (action === 'added') message?.reactions.set(reaction, holders.add(user));
      else holders.delete(user);
      if (holders.size === 0) message?.reactions.delete(reaction);
      const item_user = reacted.item_user ?? message?.user;
      const event = {
        type: `reaction_${action}`,
        user,
        reaction,
        item: { type: 'message', channel, ts },
        ...(item_user === undefined ? {} : { item_user }),
        event_ts: workspace.nextTs(),
      };
      return pushed(await deliver(event, event_id), { channel, ts });
    },

    /** The channel is shared with another company from now on (Slack Connect), or no longer. */
    shareChannel: async (channel: string, is_ext_shared = true): Promise<void> => {
      const known = workspace.channels.get(channel);
      if (known === undefined) throw new Error(`fake Slack: no channel ${channel}`);
      known.is_ext_shared = is_ext_shared;
      const type = is_ext_shared ? 'channel_shared' : 'channel_unshared';
      await deliver({ type, channel, connected_team_id: 'T0OTHER', event_ts: workspace.nextTs() });
    },

    homeOpened: async ({ user = 'U0ADA', tab = 'messages' as 'home' | 'messages' } = {}): Promise<Pushed> => {
      const channel = workspace.directChannel(user).id;
      const ts = workspace.nextTs();
      return pushed(await deliver({ type: 'app_home_opened', user, channel, tab, event_ts: ts }), {
        channel,
        ts,
      });
    },
  };

  function existing(channel: string, ts: string) {
    const message = workspace.find(channel, ts);
    if (message === undefined) throw new Error(`fake Slack: no message ${ts} in ${channel}`);
    return message;
  }
};
