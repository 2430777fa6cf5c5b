import { describe, expect, it } from 'vitest';
import { channelRules, directOf, listChannels, setChannel } from '../../../core/defensive-ux/channels.ts';
import { helpChannel, helpChannels, setHelpChannel } from '../../../core/defensive-ux/help-channel.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { platforms } from '../../../core/ports/platforms.ts';
import { insertAsked } from '../../fixtures/asked-rows.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const rules = { mode: 'off', collections: null, models: null } as const;
const slack = (channel: string) => ({ platform: 'slack', channel });

describe('workspaces', () => {
  it('have channel rules of their own, also for direct messages', async () => {
    await using temporary = await openTempStore();
    const { store } = temporary;
    const deps = { store, clock: systemClock };
    await setChannel(deps, slack('C1'), rules);
    await setChannel(deps, slack(directOf('slack', 'T2:D9')), rules);
    expect(await channelRules(store, slack('C1'))).toMatchObject({ mode: 'off' });
    expect(await channelRules(store, slack('T2:C1'))).toBeNull();
    expect(await channelRules(store, slack('T2:direct'))).toMatchObject({ mode: 'off' });
    expect(await channelRules(store, slack('direct'))).toBeNull();
  });

  it('stand by themselves in the list of channels', async () => {
    await using temporary = await openTempStore();
    const { store } = temporary;
    await insertAsked(store, { id: 'a', message_id: '1', channel: 'D1', kind: 'direct' });
    await insertAsked(store, { id: 'b', message_id: '2', workspace: 'T2', channel: 'T2:D1', kind: 'direct' });
    await insertAsked(store, { id: 'c', message_id: '3', workspace: 'T2', channel: 'T2:C1' });
    const list = await listChannels(store, 'suggest');
    expect(list.map(({ channel, mode }) => [channel, mode])).toEqual([
      ['T2:C1', 'suggest'],
      ['T2:direct', 'answer'],
      ['direct', 'answer'],
    ]);
  });

  it('pass questions on in their own help channel or not at all', async () => {
    await using temporary = await openTempStore();
    const { store } = temporary;
    const deps = { store, clock: systemClock };
    await setHelpChannel(deps, 'slack', 'C0TEAM');
    expect(await helpChannel(store, slack('C1'))).toBe('C0TEAM');
    expect(await helpChannel(store, slack('T2:C1'))).toBeNull();
    await setHelpChannel(deps, 'slack', 'T2:C0TEAM');
    expect(await helpChannel(store, slack('T2:C1'))).toBe('T2:C0TEAM');
    expect(await helpChannels(store)).toEqual({ slack: 'C0TEAM' });
    await setHelpChannel(deps, 'slack', null);
    expect(await helpChannel(store, slack('C1'))).toBeNull();
    expect(await helpChannel(store, slack('T2:C1'))).toBe('T2:C0TEAM');
    await setHelpChannel(deps, 'slack', null, 'T2');
    expect(await helpChannel(store, slack('T2:C1'))).toBeNull();
  });
});

describe('ids of Slack', () => {
  it('are those of a channel with or without a workspace, and name a direct one', () => {
    const { channelId, isDirect } = platforms.slack;
    expect(['C0123', 'G0123', 'T0ONE:C0123'].every((id) => channelId.test(id))).toBe(true);
    expect(['D0123', 'T0ONE:D0123', ':C0123', 'T0ONE:', 'x:C0123'].some((id) => channelId.test(id))).toBe(
      false,
    );
    const direct = (channel: string) => isDirect({ workspace: 'T2', channel });
    expect([direct('D1'), direct('T2:D1'), direct('C1'), direct('T2:C1')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
