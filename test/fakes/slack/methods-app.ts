import { viewFault } from './limits.ts';
import { messageEvents } from './message-events.ts';
import { channelOf, isReply, type MethodContext, type Methods, messageOf } from './method.ts';
import { failed, isObject, type JsonObject, object, objects, type Reply, succeeded, text } from './wire.ts';
import { wireMessage } from './workspace.ts';

const react = (args: JsonObject, context: MethodContext, adds: boolean): Reply => {
  const { workspace } = context;
  const message = messageOf(args, 'timestamp', context);
  if (isReply(message)) return message;
  const name = text(args, 'name') ?? '';
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return failed('invalid_name');
  const holders = message.reactions.get(name) ?? new Set<string>();
  const me = workspace.bot.user_id;
  if (adds === holders.has(me)) return failed(adds ? 'already_reacted' : 'no_reaction');
  if (adds) holders.add(me);
  else holders.delete(me);
  if (holders.size > 0) message.reactions.set(name, holders);
  else message.reactions.delete(name);
  const what = adds ? 'reaction_added' : 'reaction_removed';
  context.emit(messageEvents(workspace).reacted(what, me, name, message));
  return succeeded();
};

/** Opens, pushes or replaces a view; `user` comes from the trigger, which the caller has resolved. */
const show = (args: JsonObject, context: MethodContext, kind: 'modal' | 'home', user: string): Reply => {
  const view = object(args, 'view');
  const fault = viewFault(view);
  if (fault !== undefined) return fault;
  const { workspace } = context;
  const id = workspace.nextId('V');
  const full = {
    ...view,
    id,
    team_id: workspace.team.id,
    app_id: workspace.app.id,
    hash: id,
    root_view_id: id,
  };
  workspace.views.push({ id, user, kind, open: true, view: full });
  return succeeded({ view: full });
};

/** A trigger belongs to one user, can be used once, and is good for three seconds. */
const useTrigger = (args: JsonObject, { workspace }: MethodContext): string | Reply => {
  const trigger = workspace.triggers.get(text(args, 'trigger_id') ?? '');
  if (trigger === undefined) return failed('invalid_trigger_id');
  if (trigger.used) return failed('exchanged_trigger_id');
  if (trigger.expired) return failed('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
};

const openModal = (args: JsonObject, context: MethodContext): Reply => {
  const user = useTrigger(args, context);
  return typeof user === 'string' ? show(args, context, 'modal', user) : user;
};

export const appMethods: Methods = {
  'api.test': { token: 'none', run: (args) => succeeded({ args }) },

  'apps.connections.open': { token: 'app', run: (_args, { socketUrl }) => succeeded({ url: socketUrl() }) },

  'auth.test': {
    run: (_args, { workspace: { team, bot, app } }) =>
      succeeded({
        url: team.url,
        team: team.name,
        team_id: team.id,
        user: bot.name,
        user_id: bot.user_id,
        bot_id: bot.id,
        app_id: app.id,
        is_enterprise_install: false,
      }),
  },

  'auth.revoke': {
    run: (args, { workspace, emit }) => {
      if (args['test'] === true || args['test'] === 'true') return succeeded({ revoked: false });
      workspace.tokens.bot = `${workspace.tokens.bot}-revoked`;
      emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.user_id] } });
      return succeeded({ revoked: true });
    },
  },

  'team.info': {
    scope: 'team:read',
    run: (_args, { workspace: { team } }) => succeeded({ team: { ...team, domain: 'docent-test' } }),
  },

  'users.info': {
    scope: 'users:read',
    run: (args, { workspace }) => {
      const user = workspace.users.get(text(args, 'user') ?? '');
      if (user === undefined) return failed('user_not_found');
      const own = { team_id: workspace.team.id, is_restricted: false, is_ultra_restricted: false };
      return succeeded({ user: { ...own, ...user, profile: { real_name: user.real_name } } });
    },
  },

  'reactions.add': { scope: 'reactions:write', run: (args, context) => react(args, context, true) },
  'reactions.remove': { scope: 'reactions:write', run: (args, context) => react(args, context, false) },

  'reactions.get': {
    scope: 'reactions:read',
    run: (args, context) => {
      const message = messageOf(args, 'timestamp', context);
      if (isReply(message)) return message;
      return succeeded({ type: 'message', channel: message.channel, message: wireMessage(message) });
    },
  },

  'assistant.threads.setStatus': {
    scope: 'chat:write',
    run: (args, context) => {
      // This family of methods names its channel `channel_id`.
      const channel = channelOf({ channel: args['channel_id'] }, context);
      if (isReply(channel)) return channel;
      const list: unknown = args['loading_messages'];
      const loading_messages = Array.isArray(list) ? list.map(String) : [];
      if (loading_messages.length > 10) return failed('invalid_arguments');
      const thread_ts = text(args, 'thread_ts') ?? '';
      const status = text(args, 'status') ?? '';
      context.workspace.statuses.push({ channel: channel.id, thread_ts, status, loading_messages });
      return succeeded();
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    scope: 'assistant:write',
    run: (args, { workspace }) => {
      const prompts = objects(args, 'prompts') ?? [];
      const isWhole = prompts.every((one) => text(one, 'title') && text(one, 'message'));
      if (prompts.length === 0 || prompts.length > 4 || !isWhole) return failed('invalid_arguments');
      // With a thread an agent's prompts are taken and shown nowhere.
      if (text(args, 'thread_ts') === undefined)
        workspace.prompts.set(
          text(args, 'channel_id') ?? '',
          prompts.map((one) => ({ title: text(one, 'title') ?? '', message: text(one, 'message') ?? '' })),
        );
      return succeeded();
    },
  },
  'assistant.threads.setTitle': { scope: 'assistant:write', run: () => succeeded() },
  'agents.sessions.setStatus': {
    scope: 'assistant:write',
    run: (args, context) => {
      const channel = channelOf({ channel: args['channel_id'] }, context);
      if (isReply(channel)) return channel;
      const [status, thread_ts] = [text(args, 'status') ?? '', text(args, 'thread_ts')];
      const title = text(args, 'title') ?? null;
      const isKnown = ['active', 'processing', 'suspended', 'closed'].includes(status);
      if (!isKnown || thread_ts === undefined || (title ?? '').length > 200)
        return failed('invalid_arguments');
      context.workspace.sessions.push({ channel: channel.id, thread_ts, status, title });
      return succeeded({ status });
    },
  },
  'agents.sessions.rename': { scope: 'assistant:write', run: () => succeeded() },

  'views.open': { run: openModal },
  'views.push': { run: openModal },
  'views.update': {
    run: (args, { workspace }) => {
      const shown = workspace.views.find((view) => view.id === args['view_id']);
      if (shown === undefined) return failed('not_found');
      const fault = viewFault(object(args, 'view'));
      if (fault !== undefined) return fault;
      shown.view = { ...shown.view, ...object(args, 'view') };
      return succeeded({ view: shown.view });
    },
  },
  'views.publish': {
    run: (args, context) => {
      const user = text(args, 'user_id') ?? '';
      if (!context.workspace.users.has(user)) return failed('user_not_found');
      return isObject(args['view']) ? show(args, context, 'home', user) : failed('invalid_arguments');
    },
  },
};
