import type { Command } from 'commander';
import {
  type Channel,
  channelModes,
  channelRules,
  isChannelMode,
  listChannels,
  setChannel,
} from '../../../core/defensive-ux/channels.ts';
import { modeOfNewChannels } from '../../config.ts';
import { type Context, knownCollection, printJson, usageError } from '../context.ts';

type Options = { json?: boolean; collections?: string };

export function registerChannels(program: Command, context: Context): void {
  const channels = program.command('channels').description('what the bot does in which channel');
  channels
    .command('list')
    .description('list the channels that somebody asked in or decided about')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const app = await context.app();
      const list = await listChannels(app.store, modeOfNewChannels(app.config()));
      if (options.json) printJson(context.io, { channels: list });
      else
        context.io.out(list.length === 0 ? 'Nobody has asked in a channel yet.\n' : list.map(line).join(''));
    });
  channels
    .command('set')
    .description('decide what the bot does in a channel')
    .argument('<platform>', 'slack or discord')
    .argument('<channel>', 'id of the channel, as "docent channels list" shows it')
    .argument('<mode>', `${channelModes.join(', ')}: suggest keeps answers for curators`)
    .option('--collections <names>', 'search only these, separated by commas; "all" for every one')
    .option('--json', 'print one JSON object')
    .action(async (platform: string, channel: string, mode: string, options: Options) => {
      if (!isChannelMode(mode)) throw usageError(`The mode must be ${channelModes.join(', ')}.`);
      const app = await context.app();
      const collections =
        options.collections === undefined
          ? ((await channelRules(app.store, { platform, channel }))?.collections ?? null)
          : await collectionsOf(context, options.collections);
      await setChannel(app, { platform, channel }, { mode, collections });
      if (options.json) printJson(context.io, { platform, channel, mode, collections });
      else context.io.out(line({ platform, channel, mode, collections, saved: true, asked: 0 }));
    });
}

/** Null for `all`. */
async function collectionsOf(context: Context, text: string): Promise<string[] | null> {
  if (text === 'all') return null;
  const app = await context.app();
  return Promise.all(text.split(',').map((name) => knownCollection(app, name.trim())));
}

function line({ platform, channel, mode, collections, saved }: Channel): string {
  const where = collections === null ? '' : `  (${collections.join(', ')})`;
  return `${platform}  ${channel}  ${mode}${where}${saved ? '' : '  by default'}\n`;
}
