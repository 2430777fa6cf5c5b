import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { Offer, PlatformHandlers } from '../../core/ports/chat-platform.ts';
import { isWhyButton, offerOfButton, voteOfButton } from './buttons.ts';
import type { Channels } from './channels.ts';
import { ask } from './commands.ts';
import { escapeText } from './markup.ts';
import { writeTicket } from './reply-token.ts';
import { splitMessage } from './split.ts';

const silent = { parse: [] };

/**
 * Handles `/ask` and the buttons. Discord waits three seconds for the first response, so that comes first, before
 * anything is looked up or stored.
 */
export function createInteractions(handlers: PlatformHandlers, channels: Channels) {
  return async (interaction: Interaction): Promise<void> => {
    if (interaction.isChatInputCommand() && interaction.commandName === ask.name) await asked(interaction);
    if (interaction.isButton()) await pressed(interaction);
  };

  async function asked(interaction: ChatInputCommandInteraction): Promise<void> {
    const ephemeral = interaction.options.getBoolean(ask.share) !== true;
    await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
    try {
      await handlers.onQuestion({
        eventId: interaction.id,
        address: await channels.address(interaction.channelId, interaction.guildId ?? undefined),
        messageId: interaction.id,
        userId: interaction.user.id,
        text: (interaction.options.getString(ask.question) ?? '').trim(),
        kind: 'command',
        replyToken: writeTicket({ app: interaction.applicationId, token: interaction.token, ephemeral }),
      });
    } catch (error) {
      // Nothing was stored, so nobody else will ever answer.
      await interaction.editReply({ content: wording.outcome.unavailable, allowedMentions: silent });
      throw error;
    }
  }

  /** Only whoever asked sees the explanation; it may be longer than one message. */
  async function askedWhy(interaction: ButtonInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { channelId: channel, message } = interaction;
    const why = await handlers.onWhy({ platform: 'discord', channel, messageId: message.id });
    const [first = '…', ...others] = splitMessage(escapeText(why ?? wording.why.gone));
    await interaction.editReply({ content: first, allowedMentions: silent });
    for (const content of others)
      await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: silent });
  }

  async function tookOffer(interaction: ButtonInteraction, offer: Offer): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { channelId: channel, message, user } = interaction;
    const { applicationId: app, token } = interaction;
    // Under a reply that only the presser sees, a further one may stand where this press is answered.
    const isPrivate = message.flags.has(MessageFlags.Ephemeral);
    const heard = await handlers.onPress({
      ...{ platform: 'discord', channel, messageId: message.id, userId: user.id, offer },
      ...(isPrivate ? { replyToken: writeTicket({ app, token, ephemeral: true, fresh: true }) } : {}),
    });
    if (heard !== null) await interaction.editReply({ content: escapeText(heard), allowedMentions: silent });
  }

  async function pressed(interaction: ButtonInteraction): Promise<void> {
    if (isWhyButton(interaction.customId)) return askedWhy(interaction);
    const offer = offerOfButton(interaction.customId);
    if (offer !== null) return tookOffer(interaction, offer);
    const polarity = voteOfButton(interaction.customId);
    if (polarity === null) return;
    await interaction.deferUpdate();
    const isNoted = await handlers.onVote({
      eventId: interaction.id,
      platform: 'discord',
      channel: interaction.channelId,
      messageId: interaction.message.id,
      userId: interaction.user.id,
      polarity,
      signal: 'button',
      emoji: null,
    });
    const thanks = polarity > 0 ? wording.feedback.thanksGood : wording.feedback.thanksBad;
    const content = isNoted ? thanks : wording.feedback.notCounted;
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: silent });
  }
}
