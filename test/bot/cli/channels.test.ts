import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });

beforeAll(async () => {
  writeFileSync(path.join(folder, 'vpn.md'), '# VPN\n\nReset the password in the portal.\n');
  await docent('ingest', 'vpn.md');
});
afterAll(() => place[Symbol.dispose]());

describe('docent channels', () => {
  it('decides for a channel, and keeps its collections when only the mode changes', async () => {
    expect((await docent('channels', 'list')).out).toBe('Nobody has asked in a channel yet.\n');
    await docent('channels', 'set', 'slack', 'C1', 'suggest', '--collections', 'default');
    await docent('channels', 'set', 'slack', 'C1', 'answer');
    const list = JSON.parse((await docent('channels', 'list', '--json')).out) as unknown;
    const rules = { mode: 'answer', collections: ['default'], models: null, saved: true, asked: 0 };
    expect(list).toEqual({ channels: [{ platform: 'slack', channel: 'C1', ...rules }], helpChannels: {} });
    expect((await docent('channels', 'set', 'slack', 'C1', 'off', '--collections', 'open')).out).toBe(
      'slack  C1  off\n',
    );
    expect((await docent('channels', 'set', 'discord', 'direct', 'answer', '--collections', 'all')).out).toBe(
      'discord  direct  answer  (every collection)\n',
    );
  });

  it('names the models of a channel, and takes them away again', async () => {
    const set = (models: string) => docent('channels', 'set', 'slack', 'C2', 'answer', '--models', models);
    expect((await set('openai:a,extractive')).out).toBe('slack  C2  answer  by openai:a, extractive\n');
    const refused = await set('nobody:a');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('one or more of openai:NAME');
    expect((await set('default')).out).toBe('slack  C2  answer\n');
  });

  it('names one help channel a platform, and takes it away again', async () => {
    const askHuman = (platform: string, channel: string) =>
      docent('channels', 'ask-human', platform, channel);
    expect((await askHuman('slack', 'C0OLD')).code).toBe(0);
    expect((await askHuman('slack', 'C0TEAM')).out).toBe('slack  questions are passed on to C0TEAM\n');
    const list = async () => JSON.parse((await docent('channels', 'list', '--json')).out) as unknown;
    expect(await list()).toMatchObject({ helpChannels: { slack: 'C0TEAM' } });
    expect((await docent('channels', 'list')).out).toContain('slack  questions are passed on to C0TEAM\n');
    for (const [platform, channel] of [
      ['slack', 'help'],
      ['slack', 'D0ADA'],
      ['irc', 'C1'],
      ['discord', 'C0TEAM'],
    ] as const)
      expect(await askHuman(platform, channel)).toMatchObject({ code: 2 });
    expect((await askHuman('slack', 'none')).out).toBe('slack  questions are not passed on\n');
    expect(await list()).toMatchObject({ helpChannels: {} });
  });

  it('refuses a chat that it does not know, in words', async () => {
    const run = await docent('channels', 'set', 'foo', 'C1', 'off');
    expect(run.code).toBe(2);
    expect(run.err).toContain('The chat must be one of slack, discord.');
    expect((await docent('channels', 'list')).out).not.toContain('foo');
  });

  it('takes a decision back, and says which collections others may search now', async () => {
    await docent('channels', 'set', 'slack', 'C9', 'off', '--collections', 'default');
    const run = await docent('channels', 'forget', 'slack', 'C9');
    expect(run.out).toContain('It no longer has for itself: default.');
    expect((await docent('channels', 'list')).out).not.toContain('C9');
    expect((await docent('channels', 'forget', 'slack', 'C9')).code).toBe(1);
  });

  it('refuses a mode and a collection that do not exist', async () => {
    expect(await docent('channels', 'set', 'slack', 'C1', 'shout')).toMatchObject({ code: 2 });
    const run = await docent('channels', 'set', 'slack', 'C1', 'answer', '--collections', 'nowhere');
    expect(run).toMatchObject({ code: 2 });
    expect(run.err).toContain('There is no collection "nowhere"');
  });
});
