import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { createSeal } from '../../../../bot/settings/seal.ts';
import { slackTimings } from '../../../../bot/slack/text/limits.ts';
import { createInstalls, type Installs, type Tokens } from '../../../../bot/slack/workspaces/installs.ts';
import { rotatingTokens } from '../../../../bot/slack/workspaces/kept-tokens.ts';
import { createSlackOAuth } from '../../../../bot/slack/workspaces/oauth.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { exportAll } from '../../../../core/store/export/export-all.ts';
import { aReply } from '../../../fixtures/answers.ts';
import { type WorkspacesRig, workspacesRig } from './workspaces-rig.ts';

const HOUR_S = 3_600;

/** A rig whose tokens expire, soon where `hours` is small. */
async function rotatingRig(hours: number): Promise<WorkspacesRig> {
  const rig = await workspacesRig();
  Object.assign(rig.slack.oauth.app, { rotation: true, expiresInS: hours * HOUR_S });
  return rig;
}

const stored = async ({ installs }: WorkspacesRig, team = 'T0ONE'): Promise<Tokens> => {
  const tokens = (await installs.get(team))?.tokens ?? null;
  if (tokens === null) throw new Error(`${team} has no tokens`);
  return tokens;
};

/** The tokens of ONE as the connector keeps them, by themselves. */
async function keptOf(rig: WorkspacesRig, installs: Pick<Installs, 'exchange'> = rig.installs) {
  const install = await rig.installs.get('T0ONE');
  if (install === null || install.tokens === null) throw new Error('ONE is not installed');
  const logger = pino({ level: 'silent' });
  const deps = { apiUrl: rig.slack.apiUrl, timings: slackTimings, logger, clock: systemClock };
  const oauth = createSlackOAuth(rig.slack.oauth.app, deps);
  return rotatingTokens({ ...install, tokens: install.tokens }, { ...deps, oauth, installs });
}

describe('tokens that expire', () => {
  test('are exchanged hours before, and what came is stored', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    const before = await stored(rig);
    rig.slack.oauth.app.expiresInS = 12 * HOUR_S;
    const platform = await rig.start();
    const after = await stored(rig);
    expect(after.token).not.toBe(before.token);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect((after.expiresAt ?? 0) - Date.now()).toBeGreaterThan(11 * HOUR_S * 1_000);
    expect(platform.status().state).toBe('ready');
    // Once is enough: several more looks find nothing to do.
    await platform.workspacesChanged();
    await platform.workspacesChanged();
    expect(rig.slack.callsOf('oauth.v2.access')).toHaveLength(2);
  });

  test('are left alone while they are good for long', async () => {
    await using rig = await rotatingRig(12);
    await rig.add('T0ONE');
    await rig.start();
    expect(rig.slack.callsOf('oauth.v2.access')).toHaveLength(1);
  });

  test('are exchanged once, however many ask at the same time', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    const kept = await keptOf(rig);
    await Promise.all([kept.keepFresh(), kept.keepFresh(), kept.keepFresh(true)]);
    expect(rig.slack.callsOf('oauth.v2.access')).toHaveLength(2);
    expect(kept.token()).toBe((await stored(rig)).token);
  });

  test('serve though they cannot be stored, and are stored later without a second exchange', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    const before = await stored(rig);
    const disk = { isFull: true };
    const kept = await keptOf(rig, {
      exchange: async (...what) => {
        if (disk.isFull) throw new Error('disk full');
        return rig.installs.exchange(...what);
      },
    });
    expect(await kept.keepFresh()).toBeNull();
    expect(kept.token()).not.toBe(before.token);
    expect((await kept.clients.once.auth.test()).team_id).toBe('T0ONE');
    expect((await stored(rig)).token).toBe(before.token);
    disk.isFull = false;
    expect(await kept.keepFresh()).toBeNull();
    expect((await stored(rig)).token).toBe(kept.token());
    expect(rig.slack.callsOf('oauth.v2.access')).toHaveLength(2);
  });

  test('that were exchanged do not overwrite those of a workspace that was added anew meanwhile', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    const kept = await keptOf(rig);
    await rig.add('T0ONE');
    const anew = await stored(rig);
    expect(await kept.keepFresh()).toContain('changed meanwhile');
    expect(await stored(rig)).toEqual(anew);
  });

  test('of before serve on where Slack refuses the exchange, and the status says until when', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    rig.slack.faults.fail('oauth.v2.access', 'invalid_refresh_token');
    const platform = await rig.start();
    const { state, message } = platform.status();
    expect(state).toBe('ready');
    expect(message).toMatch(/One: Slack gave no fresh token .*invalid_refresh_token.* until 20\d\d-/);
    const { ts } = await rig.one.mention({ text: 'How do I book a train?' });
    const question = await vi.waitFor(() => {
      const found = rig.heard.questions.find(({ messageId }) => messageId === ts);
      if (found === undefined) throw new Error('not yet');
      return found;
    });
    expect((await platform.deliver(aReply(question))).kind).toBe('delivered');
  });

  test('that expired while Docent was down are exchanged at the start', async () => {
    await using rig = await rotatingRig(12);
    await rig.add('T0ONE');
    rig.slack.oauth.expire(rig.one.workspace);
    const platform = await rig.start();
    expect(platform.status().state).toBe('ready');
    expect(rig.slack.oauth.goodTokens({ team: 'T0ONE' })).toEqual([(await stored(rig)).token]);
  });
});

describe('tokens', () => {
  test('stand encrypted in the store, and under another key nobody can read them', async () => {
    await using rig = await rotatingRig(12);
    await rig.add('T0ONE');
    const { token, refreshToken } = await stored(rig);
    const rows = JSON.stringify(await rig.store.selectFrom('installs').selectAll().execute());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(refreshToken);
    const other = createSeal(() => Buffer.alloc(32, 8));
    const installs = createInstalls({ store: rig.store, clock: systemClock, seal: other });
    expect(await installs.get('T0ONE')).toMatchObject({
      tokens: null,
      stopped: 'Its token was stored with another secret key.',
    });
  });

  test('are in no log and in no export', async () => {
    await using rig = await rotatingRig(3);
    await rig.add('T0ONE');
    const before = await stored(rig);
    rig.slack.oauth.app.expiresInS = 12 * HOUR_S;
    await rig.start();
    const after = await stored(rig);
    rig.slack.oauth.end(rig.one.workspace);
    await rig.one.event({ type: 'app_uninstalled' });
    await vi.waitFor(async () => expect((await rig.installs.get('T0ONE'))?.stopped).not.toBe(''));
    const folder = await mkdtemp(path.join(tmpdir(), 'docent-export-'));
    await exportAll(rig.store, folder, { settings: [], version: '1', at: 'now' });
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    const everything = [rig.logged(), ...files].join('\n');
    expect(rig.logged()).toContain('exchanged');
    for (const secret of [
      before.token,
      before.refreshToken,
      after.token,
      after.refreshToken,
      rig.slack.oauth.app.clientSecret,
    ])
      expect(everything).not.toContain(secret);
  });
});
