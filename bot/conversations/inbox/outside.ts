import { channelRules, directOf, isDirect } from '../../../core/defensive-ux/channels.ts';
import type { ChatPlatform, IncomingQuestion, Outside } from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';

/**
 * Why others than the team could read a reply to the question now; null = nobody else. Rejects while that cannot be asked:
 * what is to be answered waits.
 */
export async function outsideOf(
  platform: ChatPlatform | undefined,
  place: { channel: string; userId: string; alone?: boolean },
): Promise<Outside | null> {
  return (await platform?.outside?.(place)) ?? null;
}

/** Where a reply to the question would be read, and by whom. */
export const placeOf = ({ channel, user_id, kind }: AskedTable) => ({
  ...{ channel, userId: user_id, alone: kind === 'command' },
});

/** Whether the bot shows no sign of life there: others can read, and no admin allowed that. */
export async function isSilent(
  store: Store,
  platform: ChatPlatform | undefined,
  { address, userId, kind }: IncomingQuestion,
): Promise<boolean> {
  const { platform: id, workspace, channel } = address;
  const outside = await outsideOf(platform, { channel, userId }).catch((): Outside => 'unknown');
  if (outside === null) return false;
  const direct = isDirect({ platform: id, workspace, channel, kind });
  const rules = await channelRules(store, {
    platform: id,
    channel: direct ? directOf(id, channel) : channel,
  });
  return rules?.outside !== true;
}

/** Keeps with the question whom its reply is for, before that is written. */
export async function markOutside(store: Store, asked: AskedTable, outside: Outside | null): Promise<void> {
  if (asked.outside === outside) return;
  await store.updateTable('asked').set({ outside }).where('id', '=', asked.id).execute();
}
