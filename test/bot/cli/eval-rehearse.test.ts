import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gate } from '../../../core/evals/gates/gate.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';
import { onApp, runSet } from './eval-runs.ts';

const TRAVEL = '# Travel\n\nTrains are booked by the travel desk at least two weeks ahead of the journey.\n';
const PETS = '# Pets\n\nDogs may come to the office on Fridays.\n';

const TRAINS = 'Who books trains ahead of the journey?';
const DOGS = 'When may dogs come to the office?';
const BEES = 'Who keeps the bees on the roof?';

describe('docent eval rehearse', () => {
  let rig: WholeApp;
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({ 'docs/travel.md': TRAVEL, 'docs/pets.md': PETS });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  const rehearse = async (...args: string[]) => {
    const ran = await onApp(rig, 'eval', 'rehearse', ...args, '--json');
    return { ...ran, found: JSON.parse(ran.out || '{}') as Gate & { without: number } };
  };
  const golden = (text: string) => rig.app.batches.importSet({ name: 'Gold', format: 'csv', text });

  it('has nothing to compare with before anything was asked', async () => {
    await golden(`question,expectedSources\n${TRAINS},docs/travel.md`);
    const { code, err } = await rehearse();
    expect([code, err.includes('no stored answer')]).toEqual([2, true]);
  });

  it('passes where golden and recent questions are answered as before, and keeps no answer', async () => {
    await runSet(rig, 'Gold');
    for (const question of [DOGS, BEES]) await rig.ask(question);
    const answers = async () => (await rig.app.store.selectFrom('answers').select('id').execute()).length;
    const before = await answers();
    const { code, found } = await rehearse();
    expect(found).toMatchObject({ verdict: 'pass', checked: 3, notJudged: 2, without: 0, regressed: [] });
    expect([code, await answers()]).toEqual([0, before]);
  });

  it('fails where the version before answered, or passed, and this one does not', async () => {
    const { store } = rig.app;
    const { citations } = await store
      .selectFrom('answers')
      .select('citations')
      .where('question', '=', DOGS)
      .executeTakeFirstOrThrow();
    // As a version would have left it that knew who keeps the bees.
    const known = { outcome: 'answered', text: 'Ada keeps the bees. [1]', citations };
    await store.updateTable('answers').set(known).where('question', '=', BEES).execute();
    await store.updateTable('eval_results').set({ verdict: 'failed', passed: 0 }).execute();
    const { code, found } = await rehearse('--report', 'upgrade.md');
    expect([code, found.verdict, found.regressed.map(({ question }) => question)]).toEqual([
      1,
      'fail',
      [BEES],
    ]);
    expect(found.regressed[0]).toMatchObject({
      before: { text: 'Ada keeps the bees. [1]' },
      after: { outcome: 'abstained' },
    });
    expect(found.fixed.map(({ question }) => question)).toEqual([TRAINS]);
    const report = readFileSync(path.join(rig.folder, 'upgrade.md'), 'utf8');
    expect(report).toContain('# Docent upgrade rehearsal: fail');
    expect(report).toContain(BEES);
  });

  it('leaves out answers from documents that were published since', async () => {
    await rig.ingest({ 'docs/pets.md': '# Pets\n\nDogs may come to the office on Mondays.\n' });
    const { code, found } = await rehearse();
    expect(found).toMatchObject({ verdict: 'pass', checked: 1, without: 2 });
    expect(code).toBe(0);
  });
});
