import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleDeps } from '../../console/deps.ts';

export type SettingsRig = { settings: ConsoleDeps['settings']; close(): Promise<unknown> };

const TOKEN = 'xapp-1-contract-0123456789';

/** All `settings` of the console pass this: secrets are kept and never shown, refusals are sentences. */
export function settingsContract(name: string, setup: () => Promise<SettingsRig>): void {
  describe(`Console settings contract: ${name}`, () => {
    let rig: SettingsRig;
    beforeAll(async () => {
      rig = await setup();
    });
    afterAll(async () => await rig.close());
    const row = async (key: string) => (await rig.settings.list()).find((setting) => setting.key === key);

    test('a secret that is saved is in force and is not shown', async () => {
      expect(await row('SLACK_APP_TOKEN')).toMatchObject({ secret: true, source: 'default', shown: '' });
      expect(await rig.settings.set('SLACK_APP_TOKEN', TOKEN)).toMatchObject({ ok: true });
      const saved = await row('SLACK_APP_TOKEN');
      expect(saved).toMatchObject({ secret: true, source: 'console' });
      expect(saved?.shown).not.toBe('');
      expect(JSON.stringify(await rig.settings.list())).not.toContain(TOKEN);
    });

    test('a secret that is removed is not set', async () => {
      await rig.settings.set('SLACK_APP_TOKEN', TOKEN);
      expect(await rig.settings.set('SLACK_APP_TOKEN', null)).toMatchObject({ ok: true });
      expect(await row('SLACK_APP_TOKEN')).toMatchObject({ source: 'default', shown: '' });
    });

    test('what cannot be saved is refused in a sentence, and nothing changes', async () => {
      for (const [key, value] of [
        ['SLACK_APP_TOKEN', 'nonsense'],
        ['NO_SUCH_SETTING', 'x'],
        ['DOCENT_PORT', '4000'],
      ] as const) {
        const before = await rig.settings.list();
        expect(await rig.settings.set(key, value)).toEqual({
          ok: false,
          message: expect.stringMatching(`^${key} .*\\.$`),
        });
        expect(await rig.settings.list()).toEqual(before);
      }
    });
  });
}
