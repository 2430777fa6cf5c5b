import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { COMMENT_LENGTH, reasons } from '../../../core/ports/signal-kinds.ts';

export type ModalView = webApi.ViewsOpenArguments['view'] & { type: 'modal' };

export const reasonCallback = 'docent_reason';
export const reasonBlock = 'reason';
export const commentBlock = 'comment';

/** What the form remembers of the press that opened it. */
export const reasonMetadata = z.object({ channel: z.string(), message: z.string(), votedAt: z.number() });

const press = z.object({
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }),
  container: z.object({ message_ts: z.string() }),
  actions: z.array(z.object({ action_ts: z.string() })).min(1),
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** The form that asks why an answer is no good, for the press of a button; null for what is no press. */
export function reasonForm(body: unknown): { trigger: string; view: ModalView } | null {
  const pressed = press.safeParse(body).data;
  const action = pressed?.actions[0];
  if (pressed === undefined || action === undefined) return null;
  const { form } = wording.feedback;
  const metadata: z.infer<typeof reasonMetadata> = {
    channel: pressed.channel.id,
    message: pressed.container.message_ts,
    votedAt: Number(action.action_ts) * 1_000,
  };
  return {
    trigger: pressed.trigger_id,
    view: {
      type: 'modal',
      callback_id: reasonCallback,
      private_metadata: JSON.stringify(metadata),
      title: plain(form.title),
      submit: plain(form.send),
      close: plain(form.close),
      blocks: [
        {
          type: 'input',
          block_id: reasonBlock,
          label: plain(form.reason),
          element: {
            type: 'radio_buttons',
            action_id: reasonBlock,
            options: reasons.map((reason) => ({ text: plain(form.reasons[reason]), value: reason })),
          },
        },
        {
          type: 'input',
          block_id: commentBlock,
          optional: true,
          label: plain(form.comment),
          element: {
            type: 'plain_text_input',
            action_id: commentBlock,
            multiline: true,
            max_length: COMMENT_LENGTH,
          },
        },
      ],
    },
  };
}

/** What stands in the form's place once it was sent. */
export function thanksView(words: string): ModalView {
  const { title, close } = { title: wording.feedback.form.title, close: wording.feedback.form.done };
  return {
    type: 'modal',
    title: plain(title),
    close: plain(close),
    blocks: [{ type: 'section', text: plain(words) }],
  };
}
