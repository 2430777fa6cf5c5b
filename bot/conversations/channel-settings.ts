import { addEntry } from '../../console/audit/audit-log.ts';
import { channelState } from '../../console/audit/channel-state.ts';
import { channelSubject } from '../../console/audit/subjects.ts';
import { type ChannelOptions, defaultOptions } from '../../core/defensive-ux/channel-options.ts';
import { type ChannelRules, channelRules, setChannel } from '../../core/defensive-ux/channels.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type { SettingsPlace } from '../../core/ports/chat-places.ts';
import type { ChatForm, FormValues, SettingsPage } from '../../core/ports/form.ts';
import { modeOfNewChannels } from '../settings/config.ts';
import { limitFields, readFields, settingFields } from './channel-fields.ts';
import type { ConversationApp } from './conversation-app.ts';

/** Characters of a person's hash in the audit log. */
const NAMED_BY = 8;

/**
 * What a channel's admins decide in the chat itself. What may be searched, which models answer and who outside the team is
 * answered is left to admins of Docent: a channel's admins must not open documents to themselves.
 */
export function createChannelSettings(
  app: Pick<ConversationApp, 'config' | 'store' | 'clock' | 'random' | 'log'>,
) {
  const { store, log } = app;

  async function now(place: SettingsPlace): Promise<ChannelRules & { options: ChannelOptions }> {
    const rules = await channelRules(store, place);
    const mode = modeOfNewChannels(app.config());
    return { mode, collections: null, models: null, ...rules, options: rules?.options ?? defaultOptions };
  }

  return {
    async form(place: SettingsPlace, page: SettingsPage = 'settings'): Promise<ChatForm> {
      const rules = await now(place);
      const { title, limitsTitle } = wording.channelForm;
      return page === 'limits'
        ? { title: limitsTitle, fields: limitFields(rules.options) }
        : { title, fields: settingFields(rules) };
    },

    /** `wrong` = nothing was changed, and which field is to be written anew. Fields that were not asked stay as they are. */
    async save(
      place: SettingsPlace,
      values: FormValues,
    ): Promise<{ words: string; wrong?: { field: string; words: string } }> {
      const before = await now(place);
      const read = readFields(values, before);
      if ('wrong' in read) return { words: read.wrong.words, wrong: read.wrong };
      const stood = await channelState(store, place);
      await setChannel(app, place, { ...before, ...read });
      const by = await hashUser(app, place.platform, place.userId);
      await addEntry(app, {
        ...{ action: 'channel.set', subject: channelSubject(place.platform, place.channel) },
        // Whoever it was can have their data deleted, and the log is for ever: it tells people apart and names nobody.
        by: { id: null, name: `member ${by.slice(0, NAMED_BY)}`, via: 'chat' },
        ...{ before: stood, after: await channelState(store, place) },
      });
      log.info({ platform: place.platform, channel: place.channel, by }, 'channel changed in the chat');
      return { words: wording.channelForm.saved };
    },
  };
}
