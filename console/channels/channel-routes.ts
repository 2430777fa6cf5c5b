import { z } from 'zod';
import { ALL_COLLECTIONS, reservedCollections } from '../../core/defensive-ux/channel-scope.ts';
import { channelModes, isChannelMode, listChannels, setChannel } from '../../core/defensive-ux/channels.ts';
import { helpChannelProblem, helpChannels, setHelpChannel } from '../../core/defensive-ux/help-channel.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { ALL, channelsPage } from './channels-page.ts';

/** The mode of channels that nobody decided about. */
const FRESH = 'DOCENT_NEW_CHANNELS';

async function show(room: Room, visit: Visit): Promise<void> {
  const { store, library, settings } = room.deps;
  const shown = (await settings.list()).find(({ key }) => key === FRESH)?.shown ?? '';
  const fresh = isChannelMode(shown) ? shown : 'off';
  const body = channelsPage({
    session: visit.session,
    channels: await listChannels(store, fresh, platformIds),
    reserved: await reservedCollections(store),
    collections: (await library.collections()).map(({ collection }) => collection),
    fresh,
    people: await helpChannels(store),
  });
  await sendPage(room, visit, { title: 'Channels', area: 'connect', body });
}

async function save(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, {
    mode: z.enum(channelModes),
    collections: z.string().max(2_000),
    models: z.string().max(500).default(''),
  });
  const place = { platform: param(visit.req, 'platform'), channel: param(visit.req, 'channel') };
  const collections = namesIn(form.collections);
  const models = namesIn(form.models);
  const known = new Set((await room.deps.library.collections()).map(({ collection }) => collection));
  const unknown = collections.find((name) => name !== ALL && !known.has(name));
  if (unknown !== undefined) throw new BadRequest(`There is no collection "${unknown}".`, 422);
  const trouble = models.length === 0 ? null : await room.deps.modelsProblem(models);
  if (trouble !== null) throw new BadRequest(trouble, 422);
  await setChannel(room.deps, place, {
    mode: form.mode,
    collections: collections.includes(ALL)
      ? [ALL_COLLECTIONS]
      : collections.length === 0
        ? null
        : collections,
    models: models.length === 0 ? null : models,
  });
  room.deps.log.info({ ...place, mode: form.mode, by: visit.session.user.id }, 'channel changed');
  visit.res.redirect(303, '/channels');
}

/** The channel where members of one chat have questions passed on to people; an empty field names none. */
async function saveHelp(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, { channel: z.string().trim().max(100) });
  const platform = param(visit.req, 'platform');
  const channel = form.channel === '' ? null : form.channel;
  const problem = helpChannelProblem(platform, channel);
  if (problem !== null) throw new BadRequest(problem, 422);
  await setHelpChannel(room.deps, platform, channel);
  room.deps.log.info({ platform, channel, by: visit.session.user.id }, 'help channel changed');
  visit.res.redirect(303, '/channels');
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function channelRoutes(room: Room): Route[] {
  return [
    { method: 'get', path: '/channels', access: 'admin', handle: (visit) => show(room, visit) },
    {
      method: 'post',
      path: '/channels/:platform/:channel',
      access: 'admin',
      handle: (visit) => save(room, visit),
    },
    {
      method: 'post',
      path: '/help-channels/:platform',
      access: 'admin',
      handle: (visit) => saveHelp(room, visit),
    },
  ];
}
