import { expect, test, vi } from 'vitest';
import { listEntries } from '../../../console/audit/audit-log.ts';
import { channelRules } from '../../../core/defensive-ux/channels.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { shortTimings } from './rig.ts';
import { type WholeRig, wholeRig, wordTo } from './whole-rig.ts';

const patientRig = () => wholeRig({ deps: { timings: { ...shortTimings, pingMs: 10_000 } } });
const place = { platform: 'slack', channel: 'C0HELP' };

const setAdmin = (room: WholeRig, isAdmin: boolean) =>
  Object.assign(room.slack.workspace.users.get('U0ADA') ?? {}, { is_admin: isAdmin });

const openForm = (room: WholeRig) =>
  vi.waitFor(() => {
    const found = room.slack.workspace.views.find((view) => view.open);
    if (found === undefined) throw new Error('no form is open');
    return found;
  });

const sent = (quiet: string) => ({
  mode: { mode: { type: 'static_select', selected_option: { value: 'suggest' } } },
  style: { style: { type: 'static_select', selected_option: { value: 'links' } } },
  thumbs: { thumbs: { type: 'static_select', selected_option: { value: 'off' } } },
  experts: { experts: { type: 'plain_text_input', value: '#travel' } },
  quiet: { quiet: { type: 'plain_text_input', value: quiet } },
});

test('an admin decides about a channel in the chat, and nothing else is changed', async () => {
  const room = await patientRig();
  setAdmin(room, true);
  await room.slack.slashCommand({ command: '/docent', text: 'settings' });
  await openForm(room);
  await room.slack.viewSubmission({ values: sent('22:00-7:00 Europe/Berlin') });
  await vi.waitFor(async () =>
    expect(await channelRules(room.app.store, place)).toMatchObject({
      ...{ mode: 'suggest', collections: null, models: null },
      options: {
        ...{ style: 'links', thumbs: false, experts: '#travel' },
        quiet: { from: '22:00', to: '07:00', zone: 'Europe/Berlin' },
      },
    }),
  );
  const [entry] = await vi.waitFor(async () => {
    const entries = await listEntries(room.app.store, { limit: 5 });
    expect(entries).toHaveLength(1);
    return entries;
  });
  expect(entry).toMatchObject({
    ...{ action: 'channel.set', subject: 'slack/C0HELP', by: { id: null, via: 'chat' } },
    ...{ before: null, after: { mode: 'suggest', collections: null } },
  });
  expect(JSON.stringify(entry)).not.toContain('U0ADA');
});

test('whose form cannot be opened hears so', async () => {
  const room = await patientRig();
  setAdmin(room, true);
  room.slack.faults.fail('views.open', 'expired_trigger_id', { times: 1 });
  await room.slack.slashCommand({ command: '/docent', text: 'settings' });
  expect((await wordTo(room.slack, 'U0ADA')).text).toBe(wording.channelForm.failed);
});

test('hours that cannot be read change nothing', async () => {
  const room = await patientRig();
  setAdmin(room, true);
  await room.slack.slashCommand({ command: '/docent', text: 'settings' });
  await openForm(room);
  await room.slack.viewSubmission({ values: sent('at night') });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await channelRules(room.app.store, place)).toBeNull();
});

test('nobody else opens the form, and who lost the right does not save', async () => {
  const room = await patientRig();
  await room.slack.slashCommand({ command: '/docent', text: 'settings' });
  expect((await wordTo(room.slack, 'U0ADA')).text).toBe(wording.channelForm.notYours);
  expect(room.slack.workspace.views).toEqual([]);
  setAdmin(room, true);
  await room.slack.slashCommand({ command: '/docent', text: 'settings' });
  await openForm(room);
  setAdmin(room, false);
  await room.slack.viewSubmission({ values: sent('') });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await channelRules(room.app.store, place)).toBeNull();
});
