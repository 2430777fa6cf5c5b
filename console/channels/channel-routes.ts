import type { Request } from 'express';
import { z } from 'zod';
import { channelModes, isChannelMode } from '../../core/defensive-ux/channel-modes.ts';
import { ALL_COLLECTIONS, reservedCollections } from '../../core/defensive-ux/channel-scope.ts';
import { type ChannelRules, listChannels, setChannel } from '../../core/defensive-ux/channels.ts';
import { helpChannelProblem, helpChannels, setHelpChannel } from '../../core/defensive-ux/help-channel.ts';
import { isPlatformId, platformIds } from '../../core/ports/platforms.ts';
import { channelSubject } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { missing, type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { collectionsIn, modelsIn, readChannelForm } from './channel-form.ts';
import { channelPage } from './channel-page.ts';
import { type ChannelsView, channelsPage } from './channels-page.ts';

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
  if (!isPlatformId(place.platform)) throw new BadRequest('There is no such platform.', 404);
  const [collections, models] = [collectionsIn(form.collections), modelsIn(form.models)];
  const rules: ChannelRules = { mode: form.mode, collections, models };
  await mustBeKnown(deps, rules);
  await setChannel(deps, place, rules);
  deps.log.info({ ...place, mode: form.mode, by: session.user.id }, 'channel changed');
  return redirect('/channels');
}

/** The channel where members of one chat have questions passed on to people; an empty field names none. */
async function saveHelp(deps: Changes, { req, session }: Visit): Promise<Redirect> {
  const form = readForm(req, { channel: z.string().trim().max(100) });
  const platform = param(req, 'platform');
  if (!isPlatformId(platform)) throw new BadRequest('There is no such platform.', 404);
  const channel = form.channel === '' ? null : form.channel;
  const problem = helpChannelProblem(platform, channel);
  if (problem !== null) throw new BadRequest(problem, 422);
  await setHelpChannel(deps, platform, channel);
  deps.log.info({ platform, channel, by: session.user.id }, 'help channel changed');
  return redirect('/channels');
}

type OneReads = Pick<ConsoleDeps, 'store' | 'library' | 'settings'>;

/** A channel that nobody asked in or decided about can be decided about all the same. */
async function loadOne(deps: OneReads, place: { platform: string; channel: string }) {
  if (!isPlatformId(place.platform) || place.channel.length > 100)
    return missing('There is no such channel.');
  const { channels, collections, fresh } = await load(deps);
  const found = channels.find(
    ({ platform, channel }) => platform === place.platform && channel === place.channel,
  );
  const none = { mode: fresh, collections: null, models: null, saved: false, asked: 0 };
  const contact = (await deps.settings.list()).find(({ key }) => key === 'DOCENT_CONTACT')?.shown ?? '';
  return { channel: found ?? { ...place, ...none }, collections, contact };
}

async function saveOne(deps: Changes, { req, session }: Visit): Promise<Redirect> {
  const place = { platform: param(req, 'platform'), channel: param(req, 'channel') };
  if (!isPlatformId(place.platform)) throw new BadRequest('There is no such channel.', 404);
  const rules = readChannelForm(req);
  await mustBeKnown(deps, rules);
  await setChannel(deps, place, rules);
  deps.log.info({ ...place, mode: rules.mode, by: session.user.id }, 'channel changed');
  return redirect(`/channels/${encodeURIComponent(place.platform)}/${encodeURIComponent(place.channel)}`);
}

/** Collections that there are, and models that can be opened. */
async function mustBeKnown(
  deps: Changes,
  { collections, models }: Pick<ChannelRules, 'collections' | 'models'>,
): Promise<void> {
  const known = new Set((await deps.library.collections()).map(({ collection }) => collection));
  const unknown = collections?.find((name) => name !== ALL_COLLECTIONS && !known.has(name));
  if (unknown !== undefined) throw new BadRequest(`There is no collection "${unknown}".`, 422);
  const trouble = models === null ? null : await deps.modelsProblem(models);
  if (trouble !== null) throw new BadRequest(trouble, 422);
}

const byPlace = (req: Request) => channelSubject(param(req, 'platform'), param(req, 'channel'));

export function channelRoutes(deps: Reads & Changes): Route[] {
  return [
    pageRoute({ path: '/channels', access: 'admin', load: () => load(deps), page: channelsPage }),
    pageRoute({
      path: '/channels/:platform/:channel',
      access: 'admin',
      load: ({ param: named }) => loadOne(deps, { platform: named('platform'), channel: named('channel') }),
      page: channelPage,
    }),
    formRoute(
      '/channels/:platform/:channel/options',
      'admin',
      { action: 'channel.set', subject: byPlace },
      (visit) => saveOne(deps, visit),
    ),
    formRoute('/channels/:platform/:channel', 'admin', { action: 'channel.set', subject: byPlace }, (visit) =>
      save(deps, visit),
    ),
    formRoute(
      '/help-channels/:platform',
      'admin',
      { action: 'help-channel.set', subject: (req) => param(req, 'platform') },
      (visit) => saveHelp(deps, visit),
    ),
  ];
}
