import { z } from 'zod';
import { ALL_COLLECTIONS, reservedCollections } from '../../core/defensive-ux/channel-scope.ts';
import { channelModes, isChannelMode, listChannels, setChannel } from '../../core/defensive-ux/channels.ts';
import { helpChannelProblem, helpChannels, setHelpChannel } from '../../core/defensive-ux/help-channel.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { ALL, type ChannelsView, channelsPage } from './channels-page.ts';

/** The mode of channels that nobody decided about. */
const FRESH = 'DOCENT_NEW_CHANNELS';

type Reads = Pick<ConsoleDeps, 'store' | 'library' | 'settings'>;
type Changes = Pick<ConsoleDeps, 'store' | 'clock' | 'library' | 'modelsProblem' | 'log'>;

async function load({ store, library, settings }: Reads): Promise<ChannelsView> {
  const shown = (await settings.list()).find(({ key }) => key === FRESH)?.shown ?? '';
  const fresh = isChannelMode(shown) ? shown : 'off';
  return {
    channels: await listChannels(store, fresh, platformIds),
    reserved: await reservedCollections(store),
    collections: (await library.collections()).map(({ collection }) => collection),
    fresh,
    people: await helpChannels(store),
  };
}

async function save(deps: Changes, { req, session }: Visit): Promise<Redirect> {
  const form = readForm(req, {
    mode: z.enum(channelModes),
    collections: z.string().max(2_000),
    models: z.string().max(500).default(''),
  });
  const place = { platform: param(req, 'platform'), channel: param(req, 'channel') };
  const collections = namesIn(form.collections);
  const models = namesIn(form.models);
  const known = new Set((await deps.library.collections()).map(({ collection }) => collection));
  const unknown = collections.find((name) => name !== ALL && !known.has(name));
  if (unknown !== undefined) throw new BadRequest(`There is no collection "${unknown}".`, 422);
  const trouble = models.length === 0 ? null : await deps.modelsProblem(models);
  if (trouble !== null) throw new BadRequest(trouble, 422);
  await setChannel(deps, place, {
    mode: form.mode,
    collections: collections.includes(ALL)
      ? [ALL_COLLECTIONS]
      : collections.length === 0
        ? null
        : collections,
    models: models.length === 0 ? null : models,
  });
  deps.log.info({ ...place, mode: form.mode, by: session.user.id }, 'channel changed');
  return redirect('/channels');
}

/** The channel where members of one chat have questions passed on to people; an empty field names none. */
async function saveHelp(deps: Changes, { req, session }: Visit): Promise<Redirect> {
  const form = readForm(req, { channel: z.string().trim().max(100) });
  const platform = param(req, 'platform');
  const channel = form.channel === '' ? null : form.channel;
  const problem = helpChannelProblem(platform, channel);
  if (problem !== null) throw new BadRequest(problem, 422);
  await setHelpChannel(deps, platform, channel);
  deps.log.info({ platform, channel, by: session.user.id }, 'help channel changed');
  return redirect('/channels');
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function channelRoutes(deps: Reads & Changes): Route[] {
  return [
    pageRoute({ path: '/channels', access: 'admin', load: () => load(deps), page: channelsPage }),
    formRoute('/channels/:platform/:channel', 'admin', (visit) => save(deps, visit)),
    formRoute('/help-channels/:platform', 'admin', (visit) => saveHelp(deps, visit)),
  ];
}
