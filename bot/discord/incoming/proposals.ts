import {
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi, FirstResponse } from '../connection/api.ts';
import { decodeText } from '../text/decode.ts';
import type { Channels } from './channels.ts';
import { type FirstResponses, thinking } from './first-response.ts';

type Deps = {
  api: Pick<DiscordApi, 'editOriginal'>;
  channels: Pick<Channels, 'address' | 'nameOf'>;
  responses: Pick<FirstResponses, 'give'>;
  handlers: Pick<PlatformHandlers, 'onProposal'>;
};

const refused: FirstResponse = {
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { content: wording.proposal.notYours, flags: MessageFlags.Ephemeral },
};

/**
 * The command in the menu of a message: its words are proposed as knowledge by whoever may manage messages there. Discord
 * shows the bot the words of such a message, which it hides from it otherwise. Nobody is named.
 */
export function createProposing({ api, channels, responses, handlers }: Deps) {
  return async (interaction: MessageContextMenuCommandInteraction): Promise<void> => {
    const { targetMessage: message, guildId, channelId, applicationId, token, user } = interaction;
    const mayPropose = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) === true;
    if (guildId === null || !mayPropose || handlers.onProposal === undefined)
      return void (await responses.give(interaction, refused));
    const response = responses.give(interaction, thinking(true));
    const text = decodeText(message.content, applicationId, {
      user: () => 'somebody',
      channel: channels.nameOf,
    });
    const { channel } = await channels.address(channelId, guildId);
    const link = `https://discord.com/channels/${guildId}/${channelId}/${message.id}`;
    const place = { platform: 'discord', channel, messageId: message.id, userId: user.id };
    const isKept = await handlers.onProposal({ ...place, texts: [text], link }).catch(() => false);
    const content = isKept ? wording.proposal.kept : wording.proposal.failed;
    if (await response) await api.editOriginal(applicationId, token, { content });
  };
}
