import type { Core } from './core.ts';
import type { Call, Route } from './http.ts';
import { channelPayload, guildPayload, memberPayload, userPayload } from './payloads.ts';
import { fail, ok } from './reply.ts';
import type { Json } from './types.ts';

/** Application flag "message content intent switched on, unverified app". */
const MESSAGE_CONTENT_LIMITED = 1 << 19;

export const applicationFlags = ({ messageContent }: Core['options']): number =>
  messageContent === true ? MESSAGE_CONTENT_LIMITED : 0;

/** Who the bot is, where it is, which commands it has: the calls of start-up and of token checks. */
export const accountRoutes = (core: Core, gatewayUrl: () => string): readonly Route[] => {
  const { world, gateway, commands, options } = core;

  const application = (): Json => ({
    id: world.bot.id,
    name: world.bot.name,
    description: '',
    icon: null,
    bot: userPayload(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    flags: applicationFlags(options),
    verify_key: '00',
    owner: userPayload(world.user('owner')),
    team: null,
  });

  const setCommands =
    (scopeOf: (call: Call) => string) =>
    (call: Call): ReturnType<typeof ok> => {
      const stamp = { application_id: world.bot.id, version: world.nextId() };
      const items = (call.body['items'] ?? []) as readonly Json[];
      const list = items.map((item) => ({ type: 1, description: '', ...item, id: world.nextId(), ...stamp }));
      commands.set(scopeOf(call), list);
      return ok(list);
    };

  const guildOnly = (call: Call, body: () => unknown) =>
    call.param('guild') === world.guild.id ? ok(body()) : fail(404, 10004, 'Unknown Guild');

  return [
    {
      at: 'GET /gateway/bot',
      answer: () => {
        const limit = {
          total: 1000,
          remaining: gateway.identifiesLeft,
          reset_after: 86_400_000,
          max_concurrency: 1,
        };
        return ok({ url: gatewayUrl(), shards: 1, session_start_limit: limit });
      },
    },
    { at: 'GET /gateway', open: true, answer: () => ok({ url: gatewayUrl() }) },
    { at: 'GET /users/@me', answer: () => ok({ ...userPayload(world.bot), verified: true, flags: 0 }) },
    { at: 'GET /applications/@me', answer: () => ok(application()) },
    { at: 'GET /oauth2/applications/@me', answer: () => ok(application()) },
    {
      at: 'GET /users/@me/guilds',
      answer: () =>
        ok([{ id: world.guild.id, name: world.guild.name, owner: false, permissions: '0', features: [] }]),
    },
    {
      at: 'POST /users/@me/channels',
      answer: (call) => ok(channelPayload(world.dm(world.user(String(call.body['recipient_id']))))),
    },
    {
      at: 'GET /users/:user',
      answer: (call) => {
        const found = world.users().find(({ id }) => id === call.param('user'));
        return found === undefined ? fail(404, 10013, 'Unknown User') : ok(userPayload(found));
      },
    },
    { at: 'GET /guilds/:guild', answer: (call) => guildOnly(call, () => guildPayload(world)) },
    {
      at: 'GET /guilds/:guild/channels',
      answer: (call) => guildOnly(call, () => guildPayload(world)['channels']),
    },
    {
      at: 'GET /guilds/:guild/members/:user',
      answer: (call) => {
        const found = world.users().find(({ id }) => id === call.param('user'));
        return found === undefined ? fail(404, 10007, 'Unknown Member') : ok(memberPayload(found));
      },
    },
    { at: 'PUT /applications/:app/commands', answer: setCommands(() => 'global') },
    { at: 'GET /applications/:app/commands', answer: () => ok(commands.get('global') ?? []) },
    {
      at: 'PUT /applications/:app/guilds/:guild/commands',
      answer: setCommands((call) => call.param('guild')),
    },
    {
      at: 'GET /applications/:app/guilds/:guild/commands',
      answer: (call) => ok(commands.get(call.param('guild')) ?? []),
    },
  ];
};
