import type { FakeMessage, JsonObject } from './wire.ts';
import { type Workspace, wireMessage } from './workspace.ts';

/** The `message` events that Slack sends to an app for what happens to a message, the app's own ones included. */
export const messageEvents = (workspace: Workspace) => {
  const place = (channel: string): JsonObject => ({
    type: 'message',
    channel,
    channel_type: workspace.channels.get(channel)?.type ?? 'channel',
  });

  /** Messages name their author's own team; in a shared channel it may be another company's. */
  const teamsOf = (user: string): JsonObject => {
    const team = workspace.users.get(user)?.team_id ?? workspace.team.id;
    return team === workspace.team.id ? { team } : { team, user_team: team, source_team: team };
  };

  return {
    posted: (message: FakeMessage): JsonObject => ({
      ...wireMessage(message),
      ...place(message.channel),
      ...teamsOf(message.user),
      event_ts: message.ts,
    }),

    changed: (message: FakeMessage, before: JsonObject): JsonObject => {
      const ts = message.edited ?? workspace.nextTs();
      return {
        ...place(message.channel),
        subtype: 'message_changed',
        hidden: true,
        message: wireMessage(message),
        previous_message: before,
        ts,
        event_ts: ts,
      };
    },

    deleted: (message: FakeMessage): JsonObject => {
      const ts = workspace.nextTs();
      return {
        ...place(message.channel),
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: message.ts,
        previous_message: wireMessage(message),
        ts,
        event_ts: ts,
      };
    },

    reacted: (
      what: 'reaction_added' | 'reaction_removed',
      user: string,
      reaction: string,
      on: FakeMessage,
    ) => ({
      type: what,
      user,
      reaction,
      item: { type: 'message', channel: on.channel, ts: on.ts },
      item_user: on.user,
      event_ts: workspace.nextTs(),
    }),
  };
};
