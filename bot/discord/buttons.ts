import {
  ActionRowBuilder,
  type APIActionRowComponent,
  type APIButtonComponent,
  ButtonBuilder,
  ButtonStyle,
} from 'discord.js';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { Polarity } from '../../core/types.ts';

const ids = { good: 'docent:good', bad: 'docent:bad', why: 'docent:why' } as const;

/** The row under an answer. The ids carry nothing: the vote belongs to the message. */
export function feedbackRow(): APIActionRowComponent<APIButtonComponent> {
  const button = (id: string, label: string) =>
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Secondary);
  return new ActionRowBuilder<ButtonBuilder>()
    .addComponents(
      button(ids.good, wording.feedback.good),
      button(ids.bad, wording.feedback.bad),
      button(ids.why, wording.why.button),
    )
    .toJSON() as APIActionRowComponent<APIButtonComponent>;
}

export const isWhyButton = (customId: string): boolean => customId === ids.why;

/** The vote of a pressed button, or null for a button of someone else. */
export function voteOfButton(customId: string): Exclude<Polarity, 0> | null {
  if (customId === ids.good) return 1;
  return customId === ids.bad ? -1 : null;
}
