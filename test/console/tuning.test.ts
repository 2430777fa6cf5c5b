import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../core/local/system-random.ts';
import { createVersionMoves, type VersionMoves } from '../../knowledge/fine-tuning/version-moves.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
let moves: VersionMoves;
beforeEach(async () => {
  rig = await startConsole();
  const { store, clock } = rig.deps;
  moves = createVersionMoves({ store, clock, random: systemRandom, id: 'memory', changed: async () => {} });
  rig.trainables.push({
    id: 'memory',
    help: 'questions',
    train: () => Promise.reject(new Error('no')),
    ...moves,
  });
  admin = await signIn(rig);
});
afterEach(async () => await rig.close());

const train = () => moves.keep({ passed: true, reason: 'hit@1 rose', before: 0.5, after: 0.6, test: {} }, {});

describe('the Tuning page', () => {
  it('shows what learns here, and goes back and forward with one click', async () => {
    expect(await admin.text('/tuning')).toContain('Never trained');
    await train();
    const page = await admin.text('/tuning');
    expect(page).toContain('hit@1 rose');
    expect(page).toContain('aria-current="page">Tuning');
    await admin.post('/tuning/learning/memory', { move: 'rollback' });
    expect((await moves.status()).active).toBe(false);
    await admin.post('/tuning/learning/memory', { move: 'promote' });
    expect((await moves.status()).active).toBe(true);
  });

  it('says there and on every page that a version was taken back by itself', async () => {
    await train();
    await moves.rollBack('Votes against answers rose.');
    expect(await admin.text('/tuning')).toMatch(/Taken back by itself.*Votes against answers rose\./);
    expect(await admin.text('/')).toContain('memory: taken back');
    await moves.promote();
    expect(await admin.text('/')).not.toContain('taken back');
  });

  it('lets curators read, and only admins move', async () => {
    await train();
    const curator = await signIn(rig, 'Cleo', 'curator');
    expect(await curator.text('/tuning')).not.toContain('Roll back');
    expect((await curator.post('/tuning/learning/memory', { move: 'rollback' })).status).toBe(403);
    expect((await moves.status()).active).toBe(true);
  });

  it('refuses what does not exist', async () => {
    expect((await admin.post('/tuning/learning/nothing', { move: 'promote' })).status).toBe(404);
  });
});
