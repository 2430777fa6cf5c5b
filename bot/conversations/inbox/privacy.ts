import { aboutPerson, forgetPerson, personText } from '../../../core/answering/people.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { unwatchPerson, watchPerson } from '../../../core/feedback/unwatched-people.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Notice } from '../outbox/notices.ts';

const SHOW =
  /^(?:please\s+)?(?:what (?:data )?do you (?:store|know|keep|have|save) (?:about|on|of) me|show(?: me)? my data)\W*$/i;
const FORGET = /^(?:please\s+)?(?:delete|forget|erase|remove) (?:all (?:of )?)?my data\W*$/i;
const UNWATCH =
  /^(?:please\s+)?(?:do not|don['’]?t|stop) (?:note|noting|record|recording|watch|watching|track|tracking) (?:what i do|me)\W*$/i;
const WATCH = /^(?:yes\W+)?you (?:may|can) (?:note|record|watch|track) (?:what i do|me)(?: again)?\W*$/i;
const FORGET_NOW = /^(?:please\s+)?(?:yes\W+)?delete my data now\W*$/i;

/**
 * What members may ask about themselves, whatever the channel's mode: the notice that answers it, or null where the text
 * asks something else. Deleting takes a second message, and happens in the caller's transaction with its notice.
 */
export async function privacyNotice(
  deps: { store: Store; random: Random },
  asked: AskedTable,
): Promise<Notice | null> {
  const text = asked.text.trim();
  if (FORGET_NOW.test(text)) {
    await forgetPerson(deps, asked.platform, asked.user_id, asked.id);
    return { code: 'data-deleted', text: wording.privacy.deleted };
  }
  if (FORGET.test(text)) return { code: 'data-confirm', text: wording.privacy.confirm };
  if (UNWATCH.test(text)) {
    await unwatchPerson(deps, asked.platform, asked.user_id);
    return { code: 'unwatched', text: wording.unwatched };
  }
  if (WATCH.test(text)) {
    await watchPerson(deps, asked.platform, asked.user_id);
    return { code: 'watched', text: wording.watched };
  }
  if (!SHOW.test(text)) return null;
  return { code: 'data-shown', text: personText(await aboutPerson(deps, asked.platform, asked.user_id)) };
}
