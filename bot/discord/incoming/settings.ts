import {
  type ChatInputCommandInteraction,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  TextInputStyle,
} from 'discord.js';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import { type ChatForm, type FormField, type FormValues, settingsPages } from '../../../core/ports/form.ts';
import type { FirstResponse } from '../connection/api.ts';
import type { FirstResponses } from './first-response.ts';

const FORM = 'docent:settings';

type Deps = {
  handlers: Pick<PlatformHandlers, 'settingsForm' | 'onSettings'>;
  responses: Pick<FirstResponses, 'give'>;
  /** Where a channel's rules are kept: that of a thread are its parent's. */
  channelOf(interaction: { channelId: string | null; guildId: string | null }): Promise<string | null>;
};

const said = (content: string): FirstResponse => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { content, flags: MessageFlags.Ephemeral },
});

const mayDecide = ({ memberPermissions }: ChatInputCommandInteraction | ModalSubmitInteraction): boolean =>
  memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true;

/** `/docent settings` and `/docent limits`: what a channel's admins decide about it, in a form. */
export function createSettings({ handlers, responses, channelOf }: Deps) {
  return {
    async asked(interaction: ChatInputCommandInteraction): Promise<void> {
      const channel = await channelOf(interaction);
      if (channel === null || !mayDecide(interaction) || handlers.settingsForm === undefined)
        return void (await responses.give(interaction, said(wording.channelForm.notYours)));
      const place = { platform: 'discord', channel, userId: interaction.user.id };
      const page = settingsPages.find((one) => one === interaction.options.getSubcommand(false));
      const form = await handlers.settingsForm(place, page).catch(() => null);
      const response = form === null ? said(wording.channelForm.failed) : modalOf(form);
      await responses.give(interaction, response);
    },

    async sent(interaction: ModalSubmitInteraction): Promise<void> {
      if (interaction.customId !== FORM || handlers.onSettings === undefined) return;
      const channel = await channelOf(interaction);
      if (channel === null || !mayDecide(interaction))
        return void (await responses.give(interaction, said(wording.channelForm.notYours)));
      const place = { platform: 'discord', channel, userId: interaction.user.id };
      const words = await handlers.onSettings(place, valuesOf(interaction)).then(
        (saved) => saved.words,
        () => wording.channelForm.failed,
      );
      await responses.give(interaction, said(words));
    },
  };
}

function modalOf({ title, fields }: ChatForm): FirstResponse {
  return {
    type: InteractionResponseType.Modal,
    data: {
      ...{ custom_id: FORM, title },
      components: fields.map((field) => ({
        ...{ type: ComponentType.Label as const, label: field.label },
        component: componentOf(field),
      })),
    },
  };
}

function componentOf(field: FormField) {
  if (field.kind === 'text')
    return {
      ...{
        type: ComponentType.TextInput as const,
        custom_id: field.id,
        style: TextInputStyle.Short as const,
      },
      ...{ required: false, max_length: field.longest, placeholder: field.placeholder, value: field.value },
    };
  const options = field.options.map(({ value, label }) => ({ value, label, default: value === field.value }));
  return { type: ComponentType.StringSelect as const, custom_id: field.id, required: true, options };
}

function valuesOf({ fields }: ModalSubmitInteraction): FormValues {
  return Object.fromEntries(
    fields.fields.map((field) => {
      if ('values' in field) return [field.customId, String(field.values[0] ?? '')];
      return [field.customId, 'value' in field ? String(field.value) : ''];
    }),
  );
}
