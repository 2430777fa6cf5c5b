import { aboutPerson, forgetPerson, personText } from '../../../core/answering/people.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Notice } from '../outbox/notices.ts';

const SHOW =
  /^(?:please\s+)?(?:what (?:data )?do you (?:store|know|keep|have|save) (?:about|on|of) me|show(?: me)? my data)\W*$/i;
const FORGET = /^(?:please\s+)?(?:delete|forget|erase|remove) (?:all (?:of )?)?my data\W*$/i;
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
  if (!SHOW.test(text)) return null;
  return { code: 'data-shown', text: personText(await aboutPerson(deps, asked.platform, asked.user_id)) };
}
