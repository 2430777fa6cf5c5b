import type { Command } from 'commander';
import { channelModes, isChannelMode } from '../../../core/defensive-ux/channel-modes.ts';
import { ALL_COLLECTIONS } from '../../../core/defensive-ux/channel-scope.ts';
import {
  type Channel,
  channelRules,
  DIRECT,
  forgetChannel,
  listChannels,
  setChannel,
} from '../../../core/defensive-ux/channels.ts';
import { helpChannelProblem, helpChannels, setHelpChannel } from '../../../core/defensive-ux/help-channel.ts';
import { platformIds, platformOf, workspaceOf } from '../../../core/ports/platforms.ts';
import { chatModelsOf } from '../../settings/chat-models.ts';
import { modeOfNewChannels } from '../../settings/config.ts';
import { type Context, exitCode, knownCollection, printJson, usageError } from '../context.ts';

type Options = { json?: boolean; collections?: string; models?: string; outside?: string };

export function registerChannels(program: Command, context: Context): void {
  const channels = program.command('channels').description('what the bot does in which channel');
  channels
    .command('list')
    .description('list the channels that somebody asked in or decided about')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const app = await context.app();
      const list = await listChannels(app.store, modeOfNewChannels(app.config()));
      const people = await helpChannels(app.store);
      if (options.json) return printJson(context.io, { channels: list, helpChannels: people });
      context.io.out(list.length === 0 ? 'Nobody has asked in a channel yet.\n' : list.map(line).join(''));
      for (const [platform, channel] of Object.entries(people)) context.io.out(helpLine(platform, channel));
    });
  channels
    .command('ask-human')
    .description('name the channel where members have questions passed on to people')
    .argument('<platform>', 'slack or discord')
    .argument(
      '<channel>',
      'id of a channel that the bot is in, or "none"; "T0123ABCD:none" for a workspace that was added later',
    )
    .option('--json', 'print one JSON object')
    .action(async (platform: string, named: string, options: Pick<Options, 'json'>) => {
      const workspace = workspaceOf(platform, named);
      const channel = named === 'none' || named === `${workspace}:none` ? null : named;
      const problem = helpChannelProblem(platform, channel);
      if (problem !== null) throw usageError(problem);
      await setHelpChannel(await context.app(), platform, channel, workspace);
      if (options.json) printJson(context.io, { platform, channel });
      else context.io.out(helpLine(platform, channel));
    });
  registerForget(channels, context);
  channels
    .command('set')
    .description('decide what the bot does in a channel')
    .argument('<platform>', 'slack or discord')
    .argument(
      '<channel>',
      `id of the channel, as "docent channels list" shows it; "${DIRECT}" for direct messages`,
    )
    .argument('<mode>', `${channelModes.join(', ')}: suggest keeps answers for curators`)
    .option(
      '--collections <names>',
      'search only these, separated by commas, and these nowhere else; "all" for every one, "open" for those that no channel has for itself',
    )
    .option(
      '--models <names>',
      'these models answer, asked in this order, separated by commas; "default" for those of the settings',
    )
    .option(
      '--outside <rule>',
      'where a channel is shared with other companies, or a guest asks: "allow" answers from shareable collections, "deny" (the default) answers nothing',
    )
    .option('--json', 'print one JSON object')
    .action(async (platform: string, channel: string, mode: string, options: Options) => {
      if (platformOf(platform) === undefined)
        throw usageError(`The chat must be one of ${platformIds.join(', ')}.`);
      if (!isChannelMode(mode)) throw usageError(`The mode must be ${channelModes.join(', ')}.`);
      const app = await context.app();
      const before = await channelRules(app.store, { platform, channel });
      const collections =
        options.collections === undefined
          ? (before?.collections ?? null)
          : await collectionsOf(context, options.collections);
      const models =
        options.models === undefined ? (before?.models ?? null) : await modelsOf(context, options.models);
      const outside = outsideOf(options.outside) ?? before?.outside ?? false;
      const rules = { mode, collections, models, ...(outside ? { outside } : {}) };
      await setChannel(app, { platform, channel }, { ...rules, outside });
      if (options.json) printJson(context.io, { platform, channel, ...rules });
      else context.io.out(line({ platform, channel, ...rules, saved: true, asked: 0 }));
    });
}

function registerForget(channels: Command, context: Context): void {
  channels
    .command('forget')
    .description('take back what was decided for a channel; the settings rule there again')
    .argument('<platform>', 'as "docent channels list" shows it')
    .argument('<channel>', `id of the channel; "${DIRECT}" for direct messages`)
    .option('--json', 'print one JSON object')
    .action(async (platform: string, channel: string, options: Pick<Options, 'json'>) => {
      const { store } = await context.app();
      const own = (await channelRules(store, { platform, channel }))?.collections ?? [];
      if (!(await forgetChannel(store, { platform, channel }))) {
        context.io.err(`Nothing was decided for ${platform} ${channel}.\n`);
        context.exit(exitCode.failed);
      } else if (options.json) printJson(context.io, { forgotten: { platform, channel } });
      else {
        const free = own.filter((name) => name !== ALL_COLLECTIONS).join(', ');
        context.io.out(`Forgot what was decided for ${platform} ${channel}.\n`);
        if (free !== '')
          context.io.out(`It no longer has for itself: ${free}. Other channels may search that now.\n`);
      }
    });
}

function helpLine(platform: string, channel: string | null): string {
  return channel === null
    ? `${platform}  questions are not passed on\n`
    : `${platform}  questions are passed on to ${channel}\n`;
}

/** Undefined where it is not named. */
function outsideOf(rule: string | undefined): boolean | undefined {
  if (rule === undefined || rule === 'allow' || rule === 'deny')
    return rule === undefined ? undefined : rule === 'allow';
  throw usageError('The rule for people outside must be allow or deny.');
}

/** Null for `open`. */
async function collectionsOf(context: Context, text: string): Promise<string[] | null> {
  if (text === 'open') return null;
  if (text === 'all') return [ALL_COLLECTIONS];
  const app = await context.app();
  return Promise.all(text.split(',').map((name) => knownCollection(app, name.trim())));
}

/** Null for `default`. */
async function modelsOf(context: Context, text: string): Promise<string[] | null> {
  if (text === 'default') return null;
  const models = chatModelsOf(text);
  const problem = await (await context.app()).modelsProblem(models);
  if (problem !== null) throw usageError(problem);
  return models;
}

function line({ platform, channel, mode, collections, models, outside, saved }: Channel): string {
  const shown = collections?.map((name) => (name === ALL_COLLECTIONS ? 'every collection' : name));
  const where = shown === undefined ? '' : `  (${shown.join(', ')})`;
  const by = models === null ? '' : `  by ${models.join(', ')}`;
  const others = outside === true ? '  people outside, too' : '';
  return `${platform}  ${channel}  ${mode}${where}${by}${others}${saved ? '' : '  by default'}\n`;
}
