import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  InteractionResponseType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingReason } from '../../../core/ports/chat-platform.ts';
import { COMMENT_LENGTH, isReason, reasons } from '../../../core/ports/signal-kinds.ts';

const ids = { form: 'docent:reason', reason: 'reason', comment: 'comment' } as const;

/** The form that asks why an answer is no good: the first response to the press of its button. */
export const reasonForm: {
  type: InteractionResponseType.Modal;
  data: APIModalInteractionResponseCallbackData;
} = {
  type: InteractionResponseType.Modal,
  data: {
    custom_id: ids.form,
    title: wording.feedback.form.title,
    components: [
      {
        type: ComponentType.Label,
        label: wording.feedback.form.reason,
        component: {
          type: ComponentType.StringSelect,
          custom_id: ids.reason,
          required: true,
          options: reasons.map((reason) => ({ label: wording.feedback.form.reasons[reason], value: reason })),
        },
      },
      {
        type: ComponentType.Label,
        label: wording.feedback.form.comment,
        component: {
          type: ComponentType.TextInput,
          custom_id: ids.comment,
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: COMMENT_LENGTH,
        },
      },
    ],
  },
};

/** The reason in a form that was sent; null for any other form. */
export function reasonOf(interaction: ModalSubmitInteraction): IncomingReason | null {
  const { customId, channelId, message, fields } = interaction;
  if (customId !== ids.form || message === null || channelId === null) return null;
  const [reason = ''] = fields.getStringSelectValues(ids.reason);
  if (!isReason(reason)) return null;
  const comment = fields.fields.has(ids.comment) ? fields.getTextInputValue(ids.comment).trim() : '';
  return {
    eventId: interaction.id,
    ...{ platform: 'discord', channel: channelId, messageId: message.id, userId: interaction.user.id },
    reason,
    comment: comment === '' ? null : comment,
  };
}
