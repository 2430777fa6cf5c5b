import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connectors } from '../../core/ports/connectors.ts';

export type ConnectorsRig = {
  connectors: Connectors;
  /** The Slack bot token in force; the app token is not set. */
  secret: string;
  close(): Promise<unknown>;
};

const STATES = ['off', 'connecting', 'ready', 'failing'];

/** Every `Connectors` passes this: what the Connect page shows, with never a token in it. */
export function connectorsContract(name: string, setup: () => Promise<ConnectorsRig>): void {
  describe(`Connectors contract: ${name}`, () => {
    let rig: ConnectorsRig;
    beforeAll(async () => {
      rig = await setup();
    });
    afterAll(async () => await rig.close());

    test('each platform says how it stands, and which settings it has and lacks', () => {
      const list = rig.connectors.list();
      expect(list.map(({ id, name: shown }) => [id, shown])).toEqual([
        ['slack', 'Slack'],
        ['discord', 'Discord'],
      ]);
      for (const { status } of list) {
        expect(STATES).toContain(status.state);
        expect(status.message).toMatch(/^[A-Z].*\.$/);
        expect(Date.parse(status.since)).not.toBeNaN();
      }
      expect(list[0]?.configured).toEqual(['SLACK_BOT_TOKEN']);
      expect(list[0]?.missing.join()).toContain('SLACK_APP_TOKEN');
      expect(list[1]).toMatchObject({ configured: [], missing: ['DISCORD_TOKEN'] });
      expect(JSON.stringify(list)).not.toContain(rig.secret);
    });

    test('the Slack manifest is JSON, and the Discord invite says what it asks for', async () => {
      const manifest = await rig.connectors.setup('slack');
      expect(manifest?.kind === 'manifest' && JSON.parse(manifest.json)).toHaveProperty(
        'display_information.name',
        'Docent',
      );
      const invite = await rig.connectors.setup('discord');
      expect(invite).toMatchObject({
        kind: 'invite',
        scopes: expect.arrayContaining(['bot']),
        permissions: expect.arrayContaining(['Send Messages']),
        intents: expect.arrayContaining(['Guilds']),
        hint: expect.stringMatching(/\.$/),
      });
      expect(await rig.connectors.setup('none')).toBeNull();
    });

    test('only a platform whose events come as requests takes them', async () => {
      expect(rig.connectors.eventHandler('discord')).toBeNull();
      expect(rig.connectors.eventHandler('none')).toBeNull();
    });

    test('nothing is well of a platform without tokens, and an unknown one has nothing to check', async () => {
      const lines = await rig.connectors.check('discord');
      expect(lines.filter(({ ok }) => ok)).toEqual([]);
      expect(await rig.connectors.check('none')).toEqual([]);
    });

    test('there is no link to a message of a platform that is not there', async () => {
      const place = { platform: 'none', workspace: 'T1', channel: 'C1', thread: null };
      expect(await rig.connectors.permalink(place, '1')).toBeNull();
    });
  });
}
