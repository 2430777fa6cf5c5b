import { expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { SettingsPlace } from '../../../core/ports/chat-places.ts';
import type { FormValues } from '../../../core/ports/form.ts';
import { connected } from './rig.ts';

async function withSettings() {
  const rig = await connected();
  const saved: { place: SettingsPlace; values: FormValues }[] = [];
  Object.assign(rig.heard.handlers, {
    settingsForm: async () => ({
      title: 'Settings',
      fields: [
        {
          id: 'mode',
          label: 'Mode',
          value: 'off',
          kind: 'choice',
          options: [{ value: 'off', label: 'Off' }],
        },
        { id: 'experts', label: 'Experts', value: '#a', kind: 'text', placeholder: 'x', longest: 100 },
      ],
    }),
    onSettings: async (place: SettingsPlace, values: FormValues) => {
      saved.push({ place, values });
      return { words: 'Saved.' };
    },
  });
  return { ...rig, saved };
}

const contentOf = (data: unknown) => (data as { content?: string } | undefined)?.content;

it('who looks after a channel decides about it in a form', async () => {
  const rig = await withSettings();
  const asked = rig.fake.slashCommand({ name: 'docent', subcommand: 'settings', manages: true });
  await rig.fake.waitFor(() => asked.response);
  expect(asked.response).toMatchObject({ type: 9, data: { title: 'Settings' } });
  const fields = { mode: ['off'], experts: '#b' };
  const sent = rig.fake.modalSubmit({ customId: 'docent:settings', fields, manages: true });
  await rig.fake.waitFor(() => sent.response);
  expect(contentOf(sent.response?.data)).toBe('Saved.');
  const place = { platform: 'discord', channel: rig.fake.channel('general').id };
  expect(rig.saved).toEqual([
    {
      place: { ...place, userId: rig.fake.user('ada').id },
      values: { mode: 'off', experts: '#b' },
    },
  ]);
});

it('nobody else opens the form or sends one', async () => {
  const rig = await withSettings();
  const asked = rig.fake.slashCommand({ name: 'docent', subcommand: 'settings' });
  await rig.fake.waitFor(() => asked.response);
  expect(contentOf(asked.response?.data)).toBe(wording.channelForm.notYours);
  const sent = rig.fake.modalSubmit({ customId: 'docent:settings', fields: { mode: ['off'] } });
  await rig.fake.waitFor(() => sent.response);
  expect(contentOf(sent.response?.data)).toBe(wording.channelForm.notYours);
  expect(rig.saved).toEqual([]);
});

it('whoever is to be told is named and pinged, and nobody else', async () => {
  const rig = await connected();
  const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
  const reply = { kind: 'notice', deliveryId: 'd1', question, text: 'Updated @everyone.' } as const;
  await rig.platform.deliver({ ...reply, tell: [rig.fake.user('bea').id] });
  const message = await rig.fake.waitFor(() =>
    rig.fake.messages().find(({ author }) => author.id === rig.fake.bot.id),
  );
  expect(message.content.startsWith(`<@${rig.fake.user('bea').id}> `)).toBe(true);
  const [post] = rig.fake.requestsTo('POST /channels/*/messages');
  expect(JSON.stringify(post)).toContain(`"users":["${rig.fake.user('bea').id}"]`);
});
