import type { Courier } from './courier.ts';
import type { createEnvelopes } from './envelopes.ts';
import type { createResponseUrls } from './response-urls.ts';
import { compact, isObject, type JsonObject, object, objects, text } from './wire.ts';
import { type Workspace, wireMessage } from './workspace.ts';

/** A press of something that the bot put into a message. */
export type Pressed = {
  ts: string;
  action_id: string;
  channel?: string;
  user?: string;
  /** Which of the two `feedback_buttons` was pressed. */
  choice?: 'positive' | 'negative';
  /** Stands in for a message the fake does not know: the action as Slack would send it. */
  action?: JsonObject;
};

/** Where an interaction went: the delivery's id, its trigger and its address for answers. */
export type Interacted = { envelope_id: string; trigger_id: string; response_url: string };

export type InteractionDeps = {
  workspace: Workspace;
  envelopes: ReturnType<typeof createEnvelopes>;
  courier: Courier;
  responseUrls: ReturnType<typeof createResponseUrls>;
};

const elementsOf = (block: JsonObject): JsonObject[] => [
  ...(objects(block, 'elements') ?? []),
  ...(isObject(block['accessory']) ? [block['accessory']] : []),
];

/** The action that Slack sends for a press of the element with this id, or undefined if no block holds one. */
const actionFor = (blocks: JsonObject[], { action_id, choice }: Pressed, action_ts: string) => {
  for (const block of blocks) {
    const element = elementsOf(block).find((candidate) => candidate['action_id'] === action_id);
    if (element === undefined) continue;
    const pressed = choice === undefined ? element : object(element, `${choice}_button`);
    const { type } = element;
    return compact({
      type,
      action_id,
      block_id: block['block_id'] ?? 'auto',
      value: pressed['value'],
      text: pressed['text'],
      action_ts,
    });
  }
  return undefined;
};

/** Commands, presses and submissions of the people, delivered to the app as Slack delivers them. */
export const createInteractions = ({ workspace, envelopes, courier, responseUrls }: InteractionDeps) => {
  const place = (channel: string): JsonObject => ({
    id: channel,
    name: workspace.channels.get(channel)?.name,
  });

  const shown = (channel: string, ts: string) => {
    const message = workspace.find(channel, ts);
    if (message !== undefined) return { message: wireMessage(message), is_ephemeral: false };
    const ephemeral = workspace.ephemerals.find((e) => e.channel === channel && e.ts === ts);
    const alone = { type: 'message', user: workspace.bot.user_id, ts, text: '' };
    return {
      message: ephemeral === undefined ? alone : { ...alone, ...ephemeral },
      is_ephemeral: ephemeral !== undefined,
    };
  };

  return {
    /** `/name words`, typed in a channel. */
    slashCommand: async (typed: {
      command: string;
      text?: string;
      channel?: string;
      user?: string;
    }): Promise<Interacted> => {
      const { command, text: words = '', channel = 'C0HELP', user = 'U0ADA' } = typed;
      const trigger_id = workspace.newTrigger(user);
      const response_url = responseUrls.issue({ channel, user });
      const envelope = envelopes.command({
        command,
        text: words,
        channel_id: channel,
        channel_name: workspace.channels.get(channel)?.name ?? '',
        user_id: user,
        user_name: workspace.users.get(user)?.name ?? '',
        trigger_id,
        response_url,
      });
      await courier.deliver(envelope);
      return { envelope_id: envelope.envelope_id, trigger_id, response_url };
    },

    /** A button or feedback pair of a message; rejects when the message shows no such element. */
    blockAction: async (pressed: Pressed): Promise<Interacted> => {
      const { channel = 'C0HELP', user = 'U0ADA', ts } = pressed;
      const { message, is_ephemeral } = shown(channel, ts);
      const blocks = objects(message, 'blocks') ?? [];
      const action = pressed.action ?? actionFor(blocks, pressed, workspace.nextTs());
      if (action === undefined) {
        const ids = blocks.flatMap(elementsOf).map((element) => element['action_id']);
        throw new Error(
          `fake Slack: message ${ts} has no element ${pressed.action_id}, only [${ids.join(', ')}]`,
        );
      }
      const thread_ts = text(message, 'thread_ts');
      const trigger_id = workspace.newTrigger(user);
      const response_url = responseUrls.issue(
        is_ephemeral
          ? { channel, user }
          : { channel, user, message_ts: ts, ...(thread_ts ? { thread_ts } : {}) },
      );
      const envelope = envelopes.interaction('block_actions', user, {
        trigger_id,
        response_url,
        channel: place(channel),
        container: compact({ type: 'message', message_ts: ts, channel_id: channel, is_ephemeral, thread_ts }),
        message,
        state: { values: {} },
        actions: [action],
      });
      await courier.deliver(envelope);
      return { envelope_id: envelope.envelope_id, trigger_id, response_url };
    },

    /** Submits the newest open modal of the user, or the one named; `values` is `state.values`. */
    viewSubmission: async (submitted: {
      values: JsonObject;
      user?: string;
      callback_id?: string;
    }): Promise<Interacted> => {
      const { user = 'U0ADA', callback_id, values } = submitted;
      const open = workspace.views.findLast(
        (view) =>
          view.open &&
          view.kind === 'modal' &&
          view.user === user &&
          (callback_id === undefined || view.view['callback_id'] === callback_id),
      );
      if (open === undefined) throw new Error(`fake Slack: ${user} sees no open modal ${callback_id ?? ''}`);
      open.open = false;
      const trigger_id = workspace.newTrigger(user);
      const view = { ...open.view, state: { values } };
      const envelope = envelopes.interaction('view_submission', user, {
        trigger_id,
        view,
        response_urls: [],
      });
      await courier.deliver(envelope);
      return { envelope_id: envelope.envelope_id, trigger_id, response_url: '' };
    },

    /** A shortcut of the message menu, or a global one when no message is named. */
    shortcut: async (used: {
      callback_id: string;
      user?: string;
      channel?: string;
      ts?: string;
    }): Promise<Interacted> => {
      const { callback_id, user = 'U0ADA', channel = 'C0HELP', ts } = used;
      const trigger_id = workspace.newTrigger(user);
      const response_url = responseUrls.issue({ channel, user });
      const on =
        ts === undefined
          ? {}
          : { channel: place(channel), message_ts: ts, message: shown(channel, ts).message, response_url };
      const type = ts === undefined ? 'shortcut' : 'message_action';
      const envelope = envelopes.interaction(type, user, {
        callback_id,
        trigger_id,
        action_ts: workspace.nextTs(),
        ...on,
      });
      await courier.deliver(envelope);
      return { envelope_id: envelope.envelope_id, trigger_id, response_url };
    },
  };
};
