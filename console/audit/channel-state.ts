import { channelRules } from '../../core/defensive-ux/channels.ts';
import type { Store } from '../../core/store/schema.ts';
import type { AuditState } from './audit-state.ts';

/** What is decided about a channel, as the log keeps it; null where nobody decided anything. */
export async function channelState(
  store: Store,
  place: { platform: string; channel: string },
): Promise<AuditState | null> {
  const rules = await channelRules(store, place);
  if (rules === null) return null;
  const { mode, collections, models, outside = false, options } = rules;
  return { mode, collections, models, outside, options: JSON.stringify(options ?? {}) };
}
