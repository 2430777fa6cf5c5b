import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { thanksFor, wording } from '../../../core/defensive-ux/wording.ts';
import type {
  ChatAddress,
  IncomingQuestion,
  Offer,
  PlatformHandlers,
} from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi, FirstResponse } from '../connection/api.ts';
import { writeTicket } from '../delivery/reply-token.ts';
import { decodeText } from '../text/decode.ts';
import { limits } from '../text/limits.ts';
import { escapeText } from '../text/markup.ts';
import { splitMessage } from '../text/split.ts';
import { isStopButton, isWhyButton, offerOfButton, voteOfButton } from '../votes/buttons.ts';
import { reasonForm, reasonOf } from '../votes/reason-form.ts';
import type { Channels } from './channels.ts';
import { ask, askAboutName, docent, proposeName } from './commands.ts';
import { type FirstResponses, seen, thinking } from './first-response.ts';
import { createProposing } from './proposals.ts';
import { createSettings } from './settings.ts';

export type InteractionsDeps = {
  api: Pick<DiscordApi, 'editOriginal' | 'followUp'>;
  clock: Clock;
  channels: Channels;
  responses: FirstResponses;
  handlers: PlatformHandlers;
};

/** What asks by Discord's own means: a command, or the menu of a message. */
type Asking = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

/**
 * Handles `/ask` and the buttons. Discord waits three seconds for the first response, and it may get lost or come late:
 * nothing that somebody asked or pressed hangs on it.
 */
export function createInteractions({ api, clock, channels, responses, handlers }: InteractionsDeps) {
  const propose = createProposing({ api, channels, responses, handlers });
  const settings = createSettings({
    ...{ handlers, responses },
    channelOf: async ({ channelId, guildId }) =>
      channelId === null || guildId === null ? null : (await channels.address(channelId, guildId)).channel,
  });

  return async (interaction: Interaction): Promise<void> => {
    if (interaction.isChatInputCommand() && interaction.commandName === ask.name)
      await asked(interaction, {
        text: interaction.options.getString(ask.question) ?? '',
        ephemeral: interaction.options.getBoolean(ask.share) !== true,
      });
    if (interaction.isChatInputCommand() && interaction.commandName === docent.name)
      await settings.asked(interaction);
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === proposeName)
      await propose(interaction);
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === askAboutName)
      await asked(interaction, { text: wordsOfChosen(interaction), ephemeral: true });
    if (interaction.isButton()) await pressed(interaction);
    if (interaction.isModalSubmit()) await Promise.all([explained(interaction), settings.sent(interaction)]);
  };

  /** Discord shows the bot the words of a message that somebody chose, which it hides from it otherwise. */
  function wordsOfChosen({ targetMessage, applicationId }: MessageContextMenuCommandInteraction): string {
    const { content, mentions } = targetMessage;
    return decodeText(content, applicationId, {
      user: (id) => mentions.users.get(id)?.displayName ?? null,
      channel: channels.nameOf,
    });
  }

  /** Stored first: then the answer finds its asker, whatever becomes of the response. A busy store is not waited for. */
  async function asked(interaction: Asking, question: { text: string; ephemeral: boolean }): Promise<void> {
    responses.expect(interaction.id);
    const stored = channels
      .address(interaction.channelId, interaction.guildId ?? undefined)
      .then((address) => handlers.onQuestion(questionOf(interaction, address, question)))
      .then(
        () => ({ kind: 'stored' }) as const,
        (error: unknown) => ({ kind: 'failed', error }) as const,
      );
    const inTime = await Promise.race([stored, clock.sleep(limits.storeBeforeResponseMs).then(() => null)]);
    if (inTime?.kind === 'failed') {
      await responses.give(interaction, sorry);
      throw inTime.error;
    }
    const isOpen = await responses.give(interaction, thinking(question.ephemeral));
    const outcome = await stored;
    if (outcome.kind === 'stored') return;
    // Nothing was stored, so nobody else will ever answer.
    const { applicationId, token } = interaction;
    if (isOpen) await api.editOriginal(applicationId, token, { content: wording.outcome.unavailable });
    throw outcome.error;
  }

  /** Only whoever asked sees the explanation; it may be longer than one message. */
  async function askedWhy(interaction: ButtonInteraction): Promise<void> {
    const response = responses.give(interaction, thinking(true));
    const { channelId: channel, message, applicationId: app, token } = interaction;
    const why = await handlers.onWhy({ platform: 'discord', channel, messageId: message.id });
    if (!(await response)) return;
    const [first = '…', ...others] = splitMessage(escapeText(why ?? wording.why.gone));
    await api.editOriginal(app, token, { content: first });
    for (const content of others) await api.followUp(app, token, { content, ephemeral: true });
  }

  async function stopped(interaction: ButtonInteraction): Promise<void> {
    const response = responses.give(interaction, thinking(true));
    const { channelId: channel, message, user, applicationId: app, token } = interaction;
    const place = { platform: 'discord', channel, thread: null, messageId: message.id };
    const heard = await handlers.onStop?.({ ...place, userId: user.id });
    if (!(await response)) return;
    await api.editOriginal(app, token, { content: escapeText(heard ?? wording.stopping.nothing) });
  }

  async function tookOffer(interaction: ButtonInteraction, offer: Offer): Promise<void> {
    const response = responses.give(interaction, thinking(true));
    const { channelId: channel, message, user } = interaction;
    const { applicationId: app, token } = interaction;
    // Under a reply that only the presser sees, a further one may stand where this press is answered.
    const isPrivate = message.flags.has(MessageFlags.Ephemeral);
    const heard = await handlers.onPress({
      ...{ platform: 'discord', channel, messageId: message.id, userId: user.id, offer },
      ...(isPrivate ? { replyToken: writeTicket({ app, token, ephemeral: true, fresh: true }) } : {}),
    });
    if (heard === null || !(await response)) return;
    const [first = '…', ...others] = splitMessage(escapeText(heard));
    await api.editOriginal(app, token, { content: first });
    for (const content of others) await api.followUp(app, token, { content, ephemeral: true });
  }

  /** Somebody said why they voted against an answer. */
  async function explained(interaction: ModalSubmitInteraction): Promise<void> {
    const reason = reasonOf(interaction);
    if (reason === null || handlers.onReason === undefined) return;
    const response = responses.give(interaction, thinking(true));
    const heard = await handlers.onReason(reason).catch(async (error: unknown) => {
      if (await response) await say(interaction, wording.feedback.form.failed);
      throw error;
    });
    if (await response) await say(interaction, heard);
  }

  async function say({ applicationId, token }: ModalSubmitInteraction, words: string): Promise<void> {
    await api.editOriginal(applicationId, token, { content: escapeText(words) });
  }

  async function pressed(interaction: ButtonInteraction): Promise<void> {
    if (isWhyButton(interaction.customId)) return askedWhy(interaction);
    if (isStopButton(interaction.customId)) return stopped(interaction);
    const offer = offerOfButton(interaction.customId);
    if (offer !== null) return tookOffer(interaction, offer);
    const polarity = voteOfButton(interaction.customId);
    if (polarity === null) return;
    // A form has to be the first response.
    const response = responses.give(interaction, polarity < 0 ? reasonForm : seen);
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
    if (!(await response)) return;
    const content = thanksFor(polarity, isNoted);
    await api.followUp(interaction.applicationId, interaction.token, { content, ephemeral: true });
  }
}

const sorry: FirstResponse = {
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { content: wording.outcome.unavailable, flags: MessageFlags.Ephemeral },
};

function questionOf(
  interaction: Asking,
  address: ChatAddress,
  { text, ephemeral }: { text: string; ephemeral: boolean },
): IncomingQuestion {
  return {
    eventId: interaction.id,
    address,
    messageId: interaction.id,
    userId: interaction.user.id,
    text: text.trim(),
    kind: 'command',
    replyToken: writeTicket({ app: interaction.applicationId, token: interaction.token, ephemeral }),
  };
}
