import { z } from 'zod';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { ChatForm, FormField, FormValues } from '../../../core/ports/form.ts';
import type { ModalView } from './reason-form.ts';

export const settingsCallback = 'docent_settings';

export const settingsMetadata = z.object({ channel: z.string() });

const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** The form of a channel's settings. */
export function settingsView({ title, fields }: ChatForm, channel: string): ModalView {
  const metadata: z.infer<typeof settingsMetadata> = { channel };
  return {
    type: 'modal',
    callback_id: settingsCallback,
    private_metadata: JSON.stringify(metadata),
    title: plain(title),
    submit: plain(wording.channelForm.save),
    close: plain(wording.channelForm.cancel),
    blocks: fields.map((field) => ({
      type: 'input',
      block_id: field.id,
      optional: field.kind === 'text',
      label: plain(field.label),
      element: elementOf(field),
    })),
  };
}

function elementOf(field: FormField) {
  if (field.kind === 'text')
    return {
      ...{ type: 'plain_text_input' as const, action_id: field.id, max_length: field.longest },
      placeholder: plain(field.placeholder),
      ...(field.value === '' ? {} : { initial_value: field.value }),
    };
  const options = field.options.map(({ value, label }) => ({ text: plain(label), value }));
  const initial = options.find(({ value }) => value === field.value);
  return {
    ...{ type: 'static_select' as const, action_id: field.id, options },
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

const filled = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ),
);

/** What was filled in; fields that are left empty are ''. */
export function settingsValues(state: unknown): FormValues {
  const values = filled.safeParse(state).data ?? {};
  return Object.fromEntries(
    Object.entries(values).map(([id, actions]) => {
      const field = actions[id];
      return [id, field?.selected_option?.value ?? field?.value ?? ''];
    }),
  );
}
