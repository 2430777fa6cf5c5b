import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { BACKUP_JOB } from '../../core/ports/backups.ts';
import { runDocent } from '../bot/cli/run-docent.ts';
import { signIn as signInTo } from '../journeys/person.ts';
import { startProgram } from '../journeys/program.ts';
import { signIn } from './browserless.ts';
import { startRealConsole } from './real-console.ts';

const PATIENCE = { timeout: 120_000, interval: 50 };

async function startWithFolder() {
  const rig = await startRealConsole();
  const admin = await signIn(rig);
  const folder = path.join(rig.dataDir, 'backups');
  const runs = async () => (await rig.deps.backups.state()).runs;
  const set = (every: string, keep = '7') => admin.post('/backups', { every, folder, keep });
  const settled = (count: number) =>
    vi.waitFor(async () => expect(await runs()).toHaveLength(count), PATIENCE);
  return { rig, admin, folder, runs, set, settled };
}

test('a schedule makes its first backup at once, plans the next, and is in the audit log', async () => {
  const { rig, admin, folder, runs, set, settled } = await startWithFolder();
  await using _ = rig;
  expect(await admin.text('/backups')).toContain('No backup yet');
  expect((await set('daily')).status).toBe(303);
  await settled(1);
  const [made] = await runs();
  expect(made).toMatchObject({ error: null, removed: false });
  expect(readdirSync(made?.path ?? '')).toContain('manifest.json');
  await vi.waitFor(async () => {
    const { next, busy } = await rig.deps.backups.state();
    expect(busy).toBe(false);
    expect(Date.parse(next ?? '')).toBeGreaterThan(Date.now());
  }, PATIENCE);
  const waiting = async () =>
    (await rig.deps.jobs.list({ kind: BACKUP_JOB })).filter(({ state }) => state === 'queued');
  const [next] = await waiting();
  for (let times = 0; times < 2; times++) await rig.deps.backups.follow();
  expect(await waiting()).toEqual([next]);
  await rig.deps.jobs.cancel(next?.id ?? '');
  await rig.deps.backups.follow();
  expect(await waiting()).toMatchObject([{ payload: next?.payload }]);
  const page = await admin.text('/backups');
  expect(page).toContain(path.basename(made?.path ?? 'nothing'));
  expect(page).toContain('Next: ');
  expect(await admin.text('/health')).not.toContain('Backup');

  const log = await admin.text('/audit?about=backups');
  expect(log).toContain('changed the backup schedule');
  const entry = /\/audit\/(\d+)\/undo/.exec(log)?.[1];
  expect((await admin.post(`/audit/${entry}/undo`)).status).toBe(303);
  expect(await rig.deps.backups.plan()).toMatchObject({ every: 'off', folder });
  expect((await rig.deps.backups.state()).next).toBeNull();
});

test('only backups that were made here are deleted again, the oldest first', async () => {
  const { rig, admin, folder, runs, set, settled } = await startWithFolder();
  await using _ = rig;
  mkdirSync(path.join(folder, '2020-01-01T00-00-00.000Z'), { recursive: true });
  writeFileSync(path.join(folder, '2020-01-01T00-00-00.000Z', 'manifest.json'), '{}');
  await set('off', '1');
  for (const count of [1, 2]) {
    await admin.post('/backups/now');
    await settled(count);
    await vi.waitFor(async () => expect((await rig.deps.backups.state()).busy).toBe(false), PATIENCE);
  }
  const [second, first] = await runs();
  expect(first).toMatchObject({ removed: true });
  expect(existsSync(first?.path ?? '')).toBe(false);
  expect(existsSync(second?.path ?? '')).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['2020-01-01T00-00-00.000Z', path.basename(second?.path ?? '')]);
  expect(await admin.text('/backups')).toContain('Deleted again');
});

test('one that fails is seen on the page, in the header and at /readyz until one is made', async () => {
  const { rig, admin, folder, settled } = await startWithFolder();
  await using _ = rig;
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'a file where the folder should be');
  await admin.post('/backups/now');
  await settled(1);
  const page = await admin.text('/backups');
  expect(page).toContain('The last backup failed.');
  expect(page).toMatch(/EEXIST|ENOTDIR/);
  expect(await admin.text('/health')).toContain('Backup: needs attention');
  const ready = async () => await (await fetch(`${rig.url}/readyz`)).text();
  expect(await ready()).toContain('backup');
  rmSync(folder);
  await admin.post('/backups/now');
  await settled(2);
  expect(await admin.text('/health')).not.toContain('Backup');
  expect(await ready()).not.toContain('backup');
});

test('a folder that the settings do not name is refused in words, and so is one that cannot be written', async () => {
  const { rig, admin, folder, set } = await startWithFolder();
  await using _ = rig;
  const elsewhere = await admin.post('/backups', { every: 'daily', folder: '/etc', keep: '7' });
  expect(elsewhere.status).toBe(422);
  expect(await elsewhere.text()).toContain('DOCENT_BACKUP_FOLDERS');
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, '');
  const reply = await set('daily');
  expect(reply.status).toBe(422);
  expect(await reply.text()).toContain('cannot write into this folder');
  expect((await rig.deps.backups.plan()).every).toBe('off');
});

test('a schedule outlives kill -9: the next start makes the backup, and it can be restored', async () => {
  const program = await startProgram();
  const admin = await signInTo(program);
  const folder = path.join(program.dataDir, 'backups');
  await admin.post('/backups', { every: 'daily', folder, keep: '3' });
  await program.kill9();
  const again = await startProgram({}, program);
  const made = () => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []);
  await vi.waitFor(() => expect(made().length).toBeGreaterThan(0), PATIENCE);
  await again.stop();
  const target = path.join(path.dirname(program.dataDir), 'elsewhere');
  const restored = await runDocent(['restore', path.join(folder, made()[0] ?? ''), '--json'], {
    dataDir: target,
  });
  expect(restored).toMatchObject({ code: 0 });
});
