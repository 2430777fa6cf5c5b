import { type ChannelOptions, quietUntil } from '../../../core/defensive-ux/channel-options.ts';
import { fill, withContact, wording } from '../../../core/defensive-ux/wording.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { detectLanguage } from '../../../core/text/languages/language-to-check.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { limits } from '../limits.ts';
import type { Notice } from '../outbox/notices.ts';

/** Why a question is not answered by what admins decided for its place: quiet hours, limits, languages. Null: it is. */
export async function notNow(
  { store, clock, config }: Pick<ConversationApp, 'store' | 'clock' | 'config'>,
  asked: AskedTable,
  options: ChannelOptions,
): Promise<Notice | null> {
  const until = quietUntil(options, clock.now());
  if (until !== null) return { code: 'quiet', text: fill(wording.quiet, { until }) };
  const over = await overLimit(store, asked, options);
  const contact = options.experts || config().get('DOCENT_CONTACT');
  if (over !== null) return { code: 'limit', text: withContact(wording.limit[over], contact) };
  if (options.languages.length === 0) return null;
  const language = detectLanguage(asked.text)?.language;
  if (language === undefined || options.languages.includes(language)) return null;
  const languages = options.languages.map(nameOf).join(', ');
  return { code: 'other-language', text: fill(wording.otherLanguage, { languages }) };
}

const nameOf = (code: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;

/** Whose limit the question is over: questions of the last hour count, whatever they were replied. */
async function overLimit(
  store: Store,
  asked: AskedTable,
  { perPerson, perChannel }: Pick<ChannelOptions, 'perPerson' | 'perChannel'>,
): Promise<'person' | 'channel' | null> {
  if (perPerson === 0 && perChannel === 0) return null;
  const since = new Date(Date.parse(asked.received_at) - limits.countedMs).toISOString();
  const rows = await store
    .selectFrom('asked')
    .select(['user_id'])
    .where('platform', '=', asked.platform)
    .where('channel', '=', asked.channel)
    .where('received_at', '>=', since)
    .where('received_at', '<=', asked.received_at)
    .execute();
  const own = rows.filter((row) => row.user_id === asked.user_id).length;
  if (perPerson > 0 && own > perPerson) return 'person';
  return perChannel > 0 && rows.length > perChannel ? 'channel' : null;
}
