import { type ChannelOptions, defaultOptions } from '../../../core/defensive-ux/channel-options.ts';
import { collectionsFor } from '../../../core/defensive-ux/channel-scope.ts';
import { type ChannelRules, channelRules, directOf, isDirect } from '../../../core/defensive-ux/channels.ts';
import { shareableCollections } from '../../../core/defensive-ux/shareable.ts';
import { withContact, wording } from '../../../core/defensive-ux/wording.ts';
import type { Outside } from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { modeOfNewChannels } from '../../settings/config.ts';
import type { ConversationApp } from '../conversation-app.ts';
import type { Notice } from '../outbox/notices.ts';
import { notNow } from './not-now.ts';

/** The rules of a place with the collections they come to; `notice` = nothing is answered there. */
export type PlaceRules = Omit<ChannelRules, 'collections' | 'options'> & {
  collections: string[] | undefined;
  options: ChannelOptions;
  notice: Notice | null;
};

/**
 * What holds where the question was asked; the switch for all chats binds all. Where others than the team can read,
 * nothing is answered until an admin allows it, and then only from collections that are marked shareable.
 */
export async function placeRules(
  app: Pick<ConversationApp, 'config' | 'store' | 'clock' | 'retriever'>,
  asked: AskedTable,
  outside: Outside | null = null,
): Promise<PlaceRules> {
  const { store } = app;
  const direct = isDirect(asked);
  const ofDirect = { platform: asked.platform, channel: directOf(asked.platform, asked.channel) };
  const saved = await channelRules(store, direct ? ofDirect : asked);
  const mode = direct ? 'answer' : modeOfNewChannels(app.config());
  const rules: ChannelRules = saved ?? { mode, collections: null, models: null };
  const readable = await collectionsFor(store, rules, () => app.retriever.defaultCollections());
  const collections = outside === null ? readable : await shareableOf(store, readable);
  const options = rules.options ?? defaultOptions;
  const here = { mode: rules.mode, models: rules.models, collections, options };
  if (outside !== null && rules.outside !== true)
    return { ...here, notice: { code: 'outside', text: wording.outside[outside] } };
  if (app.config().get('DOCENT_ANSWERING') === 'off') {
    const text = withContact(wording.paused, app.config().get('DOCENT_CONTACT'));
    return { ...here, notice: { code: 'paused', text } };
  }
  if (rules.mode === 'off' && direct)
    return { ...here, notice: { code: 'direct-off', text: wording.notDirect } };
  if (rules.mode === 'off') {
    const isDirectOff = (await channelRules(store, ofDirect))?.mode === 'off';
    const text = isDirectOff ? wording.notHereAtAll : wording.notHere;
    return { ...here, notice: { code: 'channel-off', text } };
  }
  return { ...here, notice: await notNow(app, asked, options) };
}

/** What admins decided for the place of a question beside its mode. */
export async function optionsOf(store: Store, asked: AskedTable): Promise<ChannelOptions> {
  const channel = isDirect(asked) ? directOf(asked.platform, asked.channel) : asked.channel;
  return (await channelRules(store, { platform: asked.platform, channel }))?.options ?? defaultOptions;
}

/** Undefined = every one that may be read there by colleagues. */
async function shareableOf(store: Store, readable: string[] | undefined): Promise<string[]> {
  const shareable = await shareableCollections(store);
  return readable === undefined ? shareable : shareable.filter((name) => readable.includes(name));
}
