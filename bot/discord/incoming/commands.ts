import {
  type APIApplicationCommand,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';
import type { DiscordApi } from '../connection/api.ts';
import { limits } from '../text/limits.ts';

/** In the menu of a message. */
export const proposeName = 'Save as knowledge';
export const askAboutName = 'Ask about this';

export const docent = { name: 'docent', settings: 'settings', limits: 'limits' } as const;

export const ask = { name: 'ask', question: 'question', share: 'share' } as const;

/** The commands that Docent offers in every server and DM. */
export function commandList(): RESTPostAPIApplicationCommandsJSONBody[] {
  const command = new SlashCommandBuilder()
    .setName(ask.name)
    .setDescription('Ask a question about your team’s documents. Only you see the answer.')
    .addStringOption((option) =>
      option
        .setName(ask.question)
        .setDescription('Your question')
        .setRequired(true)
        .setMaxLength(limits.content),
    )
    .addBooleanOption((option) =>
      option.setName(ask.share).setDescription('Show the answer to everyone in this channel'),
    );
  const admin = new SlashCommandBuilder()
    .setName(docent.name)
    .setDescription('Decide what Docent does in this channel.')
    // Discord shows it to nobody else; a server may change who that is, so it is asked again.
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageChannels)
    .setContexts(InteractionContextType.Guild)
    .addSubcommand((subcommand) =>
      subcommand.setName(docent.settings).setDescription('The settings of this channel'),
    )
    .addSubcommand((subcommand) =>
      subcommand.setName(docent.limits).setDescription('Follow-ups, languages and limits in this channel'),
    );
  const propose = new ContextMenuCommandBuilder()
    .setName(proposeName)
    .setType(ApplicationCommandType.Message)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
    .setContexts(InteractionContextType.Guild);
  const askAbout = new ContextMenuCommandBuilder()
    .setName(askAboutName)
    .setType(ApplicationCommandType.Message);
  return [command.toJSON(), admin.toJSON(), propose.toJSON(), askAbout.toJSON()];
}

/** Tells Discord about the commands, unless it knows them as they are: registrations are limited to 200 a day. */
export async function registerCommands(api: DiscordApi, applicationId: string): Promise<boolean> {
  const wanted = commandList();
  const known = await api.commands(applicationId);
  if (fingerprint(known) === fingerprint(wanted)) return false;
  await api.setCommands(applicationId, wanted);
  return true;
}

/** What members see of commands, without the ids and defaults that Discord adds. */
function fingerprint(
  commands: readonly (APIApplicationCommand | RESTPostAPIApplicationCommandsJSONBody)[],
): string {
  const seen = commands.map((command) => {
    const { name } = command;
    const description = 'description' in command ? command.description : '';
    const options = 'options' in command ? (command.options ?? []) : [];
    return {
      name,
      description,
      options: options.map((option) => ({
        name: option.name,
        type: ApplicationCommandOptionType[option.type],
        description: option.description,
        required: 'required' in option ? (option.required ?? false) : false,
        most: 'max_length' in option ? (option.max_length ?? null) : null,
      })),
    };
  });
  return JSON.stringify(seen);
}
