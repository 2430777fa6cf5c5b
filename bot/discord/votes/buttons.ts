import {
  ActionRowBuilder,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIMessage,
  ButtonBuilder,
  ButtonStyle,
} from 'discord.js';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { Offer } from '../../../core/ports/chat-platform.ts';
import type { Polarity } from '../../../core/types.ts';

const ids = { good: 'docent:good', bad: 'docent:bad', why: 'docent:why', stop: 'docent:stop' } as const;

const offers: Record<Offer, { id: string; label: string }> = {
  sources: { id: 'docent:sources', label: wording.sourcesButton.button },
  share: { id: 'docent:share', label: wording.share.button },
  'ask-human': { id: 'docent:human', label: wording.passOn.button },
  'try-again': { id: 'docent:again', label: wording.again.button },
  'delete-reply': { id: 'docent:delete', label: wording.deleteReply.button },
};

/** As many as Discord lets stand in a row. */
const IN_ROW = 5;

/** The rows under a reply, or none. The ids carry nothing: what is pressed belongs to the message. */
export function buttonRows(reply: {
  votable: boolean;
  explained?: boolean;
  offers: readonly Offer[];
}): APIActionRowComponent<APIButtonComponent>[] {
  const button = (id: string, label: string) =>
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Secondary);
  const thumbs = [button(ids.good, wording.feedback.good), button(ids.bad, wording.feedback.bad)];
  const isExplained = reply.explained ?? reply.votable;
  const buttons = [
    ...(reply.votable ? thumbs : []),
    ...(isExplained ? [button(ids.why, wording.why.button)] : []),
    ...reply.offers.map((offer) => button(offers[offer].id, offers[offer].label)),
  ];
  const rows: APIActionRowComponent<APIButtonComponent>[] = [];
  for (let at = 0; at < buttons.length; at += IN_ROW) {
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(buttons.slice(at, at + IN_ROW));
    rows.push(row.toJSON() as APIActionRowComponent<APIButtonComponent>);
  }
  return rows;
}

/** The button under an answer that is being written. */
export function stopRow(): APIActionRowComponent<APIButtonComponent>[] {
  const stop = new ButtonBuilder()
    .setCustomId(ids.stop)
    .setLabel(wording.stopping.button)
    .setStyle(ButtonStyle.Secondary);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(stop);
  return [row.toJSON() as APIActionRowComponent<APIButtonComponent>];
}

/** Whether a message shows an answer that is not finished: it can be stopped. */
export function isStillWritten({ components = [] }: Pick<APIMessage, 'components'>): boolean {
  return JSON.stringify(components).includes(`"${ids.stop}"`);
}

export const isStopButton = (customId: string): boolean => customId === ids.stop;

/** The offer that a button takes, or null for another button. */
export function offerOfButton(customId: string): Offer | null {
  const names = Object.keys(offers) as Offer[];
  return names.find((name) => offers[name].id === customId) ?? null;
}

export const isWhyButton = (customId: string): boolean => customId === ids.why;

/** The vote of a pressed button, or null for a button of someone else. */
export function voteOfButton(customId: string): Exclude<Polarity, 0> | null {
  if (customId === ids.good) return 1;
  return customId === ids.bad ? -1 : null;
}
