import { z } from 'zod';
import { fromSlack, type NameOf } from '../text/decode.ts';
import { slackLimits } from '../text/limits.ts';

/** What hangs on a message: a message that was forwarded, or what another app shows. */
export const attachment = z.object({
  pretext: z.string().optional(),
  title: z.string().optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
  /** A link preview: what stands behind an address, and nothing that anybody said. */
  from_url: z.string().optional(),
  is_share: z.boolean().optional(),
  is_msg_unfurl: z.boolean().optional(),
});

export const file = z.object({ name: z.string().nullish(), title: z.string().nullish() });

type Attached = { attachments?: z.infer<typeof attachment>[] | undefined };

/** What a message says, with the texts that were forwarded in it. */
export function wordsOf(
  { text, attachments = [] }: Attached & { text: string },
  botUserId: string,
  nameOf?: NameOf,
): string {
  const said = fromSlack(text, botUserId, nameOf);
  const forwarded = attachments
    .filter(({ from_url, is_share, is_msg_unfurl }) => from_url === undefined || is_share || is_msg_unfurl)
    .map((one) => fromSlack(textOf(one), botUserId, nameOf))
    .filter((words) => words !== '')
    .map((words) => words.slice(0, slackLimits.forwarded).replaceAll(/^/gm, said === '' ? '' : '> '));
  return [...(said === '' ? [] : [said]), ...forwarded].join('\n');
}

/** Names of the files that came with a message, within bounds. */
export function filesOf(files: z.infer<typeof file>[] = []): string[] {
  return files.flatMap(({ name, title }) => name || title || []).slice(0, slackLimits.files);
}

function textOf({ pretext = '', title = '', text = '', fallback = '' }: z.infer<typeof attachment>): string {
  const parts = [pretext, title, text].filter((part) => part.trim() !== '');
  return parts.length === 0 ? fallback : parts.join('\n');
}
