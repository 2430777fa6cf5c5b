import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (args: string[], stdin?: string) =>
  runDocent(args, { dataDir, cwd: folder, ...(stdin === undefined ? {} : { stdin }) });

beforeAll(async () => {
  writeFileSync(
    path.join(folder, 'vpn.md'),
    '# VPN\n\nReset the VPN password in the portal. Two-factor authentication is enabled in the account page.\n',
  );
  await docent(['ingest', 'vpn.md']);
});
afterAll(() => place[Symbol.dispose]());

type Line = Record<string, unknown>;
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('docent cache audit', () => {
  const batch = [
    {
      id: 1,
      first: 'How do I reset the VPN password?',
      second: 'What is the way to reset my VPN passcode?',
      sameAnswer: true,
    },
    {
      id: 'two',
      first: 'How do I enable two-factor authentication?',
      second: 'How do I disable two-factor authentication?',
      sameAnswer: false,
    },
    { id: 3, first: 'What does the CEO earn?', second: 'What does the CEO earn?', sameAnswer: true },
    {
      id: 4,
      first: 'How do I reset the VPN password?',
      second: 'how do I reset the VPN password',
      sameAnswer: true,
    },
    { id: 5, first: 'How do I reset the VPN password?' },
  ];

  it('judges each pair alone, in order, and ends with precision and hit rate', async () => {
    const run = await docent(
      ['cache', 'audit', '--batch', '-'],
      batch.map((row) => JSON.stringify(row)).join('\n'),
    );
    expect(run.code).toBe(0);
    const rows = lines(run.out);
    expect(rows.slice(0, 4)).toMatchObject([
      { id: 1, served: true, tier: 'semantic-cache' },
      { id: 'two', served: false, tier: null },
      { id: 3, served: false, tier: null },
      { id: 4, served: true, tier: 'exact-cache' },
    ]);
    expect(rows[1]?.['gates']).toContainEqual(expect.objectContaining({ gate: 'polarity', pass: false }));
    expect(rows[4]).toMatchObject({ id: 5, error: expect.stringContaining('second') });
    expect(rows[5]).toMatchObject({ precision: 1, hitRate: 0.5, precisionInterval: [expect.any(Number), 1] });
    expect(rows[5]).not.toHaveProperty('id');
  });

  it('writes nothing to the live cache', async () => {
    const run = await docent(['cache', 'list', '--json']);
    expect(run.json()).toMatchObject({ entries: [], stats: { entries: 0 } });
  });
});

describe('docent cache list and purge', () => {
  it('show what is kept and forget it, by document, by key or all', async () => {
    const ask = () => docent(['ask', 'How do I reset the VPN password?', '--json']);
    const entries = async () =>
      ((await docent(['cache', 'list', '--json'])).json() as { entries: { key: string }[] }).entries;
    for (const how of ['document', 'key', 'all']) {
      await ask();
      const [entry] = how === 'key' ? await entries() : [];
      const args =
        how === 'document'
          ? ['--document', 'vpn.md']
          : how === 'key'
            ? [(entry?.key ?? '').slice(0, 12)]
            : ['--all'];
      expect((await docent(['cache', 'purge', ...args, '--json'])).json()).toEqual({ purged: 1 });
    }
  });

  it('say what is missing', async () => {
    expect((await docent(['cache', 'purge'])).code).toBe(2);
    expect((await docent(['cache', 'purge', 'none'])).code).toBe(1);
  });

  it('tell of questions that were answered anew which kept one was nearest', async () => {
    await docent(['cache', 'purge', '--all']);
    await docent(['ask', 'How do I reset the VPN password?']);
    await docent(['ask', 'How do I enable the VPN password?']);
    const { misses } = (await docent(['cache', 'misses', '--json'])).json() as { misses: Line[] };
    expect(misses[0]).toMatchObject({ nearest: 'How do I reset the VPN password?', why: 'gate' });
    const said = (await docent(['cache', 'misses', '--limit', '1'])).out;
    expect(said).toContain(
      `${Number(misses[0]?.['likeness']).toFixed(3)}  How do I enable the VPN password?`,
    );
    expect((await docent(['cache', 'misses', '--limit', 'x'])).code).toBe(2);
  });

  it('tell in words that an answer was kept, and how to have a new one', async () => {
    await docent(['ask', 'How do I reset the VPN password?']);
    const kept = await docent(['ask', 'How can I reset the VPN password?']);
    expect(kept.out).toContain('cached · refresh');
    const fresh = await docent(['ask', 'How can I reset the VPN password?', '--refresh', '--json']);
    expect(fresh.json()).toMatchObject({ servedBy: 'extract' });
  });
});
