import { addEntry } from '../../console/audit/audit-log.ts';
import { channelState } from '../../console/audit/channel-state.ts';
import { channelSubject } from '../../console/audit/subjects.ts';
import { isChannelMode } from '../../core/defensive-ux/channel-modes.ts';
import {
  type ChannelOptions,
  defaultOptions,
  isTimeZone,
  optionLimits,
} from '../../core/defensive-ux/channel-options.ts';
import { type ChannelRules, channelRules, setChannel } from '../../core/defensive-ux/channels.ts';
import { isContact } from '../../core/defensive-ux/contact.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type { SettingsPlace } from '../../core/ports/chat-places.ts';
import type { ChatForm, FormValues } from '../../core/ports/form.ts';
import { modeOfNewChannels } from '../settings/config.ts';
import type { ConversationApp } from './conversation-app.ts';

const QUIET = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3]):([0-5]\d)(?:\s+(\S+))?$/;
/** Characters of a time with its zone. */
const QUIET_LENGTH = 60;
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
    async form(place: SettingsPlace): Promise<ChatForm> {
      const { mode, options } = await now(place);
      const { title, fields, modes, styles, thumbs } = wording.channelForm;
      const { quiet } = options;
      return {
        title,
        fields: [
          { id: 'mode', label: fields.mode, value: mode, kind: 'choice', options: choices(modes) },
          {
            id: 'style',
            label: fields.style,
            value: options.style,
            kind: 'choice',
            options: choices(styles),
          },
          {
            ...{ id: 'thumbs', label: fields.thumbs, kind: 'choice', options: choices(thumbs) },
            value: options.thumbs ? 'on' : 'off',
          },
          {
            ...{ id: 'experts', label: fields.experts, value: options.experts, kind: 'text' },
            ...{ placeholder: wording.colleague, longest: optionLimits.experts },
          },
          {
            ...{ id: 'quiet', label: fields.quiet, kind: 'text', longest: QUIET_LENGTH },
            placeholder: '22:00-07:00 Europe/Berlin',
            value: quiet === null ? '' : `${quiet.from}-${quiet.to} ${quiet.zone}`,
          },
        ],
      };
    },

    /** `wrong` = nothing was changed, and which field is to be written anew. */
    async save(
      place: SettingsPlace,
      values: FormValues,
    ): Promise<{ words: string; wrong?: { field: string; words: string } }> {
      const { experts = '', quiet = '', mode = '', style = '', thumbs = '' } = values;
      const before = await now(place);
      const wrong = (field: string, words: string) => ({ words, wrong: { field, words } });
      if (experts.trim() !== '' && !isContact(experts.trim()))
        return wrong('experts', wording.channelForm.wrongExperts);
      const hours = quietOf(quiet);
      if (hours === undefined) return wrong('quiet', wording.channelForm.wrongQuiet);
      const stood = await channelState(store, place);
      await setChannel(app, place, {
        ...before,
        mode: isChannelMode(mode) ? mode : before.mode,
        options: {
          ...before.options,
          style: style === 'links' ? 'links' : 'full',
          thumbs: thumbs !== 'off',
          experts: experts.trim(),
          quiet: hours,
        },
      });
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

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Null = none; undefined = it cannot be read. */
function quietOf(text: string): ChannelOptions['quiet'] | undefined {
  if (text.trim() === '') return null;
  const [, fromHour, fromMinute, toHour, toMinute, zone = 'UTC'] = QUIET.exec(text.trim()) ?? [];
  if (fromHour === undefined || toHour === undefined || !isTimeZone(zone)) return undefined;
  return {
    from: `${fromHour.padStart(2, '0')}:${fromMinute}`,
    to: `${toHour.padStart(2, '0')}:${toMinute}`,
    zone,
  };
}
