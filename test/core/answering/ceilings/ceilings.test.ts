import { describe, expect, test } from 'vitest';
import type { CeilingLimits } from '../../../../core/answering/ceilings/ceilings.ts';
import { ceilingWording } from '../../../../core/defensive-ux/ceiling-wording.ts';
import { markOf } from '../../../../core/defensive-ux/wording.ts';
import { createModelAnswerer } from '../../../../core/rag/model-answerer.ts';
import { createScriptedModel, type Scripted } from '../../../fakes/models/scripted-model.ts';
import { openAnswering } from '../../../fixtures/answering-rig.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { aPassage } from '../../../fixtures/passages.ts';

const passages = [aPassage({ text: 'Trains are booked by the travel desk. Taxis are booked by everybody.' })];
const none: CeilingLimits = { person: 0, channel: 0, team: 0 };
const trains = 'Who books trains?';
const taxis = 'Who books taxis?';
const ana = { asker: 'ana', origin: 'slack:T1/C1' };

async function open(limits: Partial<CeilingLimits>, replies: Scripted[] = []) {
  const ceilings = { ...none, ...limits };
  const model = createScriptedModel((_, turn) => replies[turn] ?? 'The travel desk does. [1]');
  const clock = createManualClock();
  const rig = await openAnswering({ passages, answerer: createModelAnswerer(model), ceilings, clock });
  return { ...rig, rig, ceilings, model, clock };
}

describe('the ceiling of model calls (T-R2)', () => {
  test('stops the model for one person, who is quoted to and told so; others are written to', async () => {
    const { rig, ask } = await open({ person: 1 });
    await using _ = rig;
    expect(await ask(trains, ana)).toMatchObject({ servedBy: 'model' });
    const over = await ask(taxis, ana);
    expect(over).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
    expect(markOf(over)).toBe(`${ceilingWording.quoted.person} ${ceilingWording.until}`);
    expect(await ask(taxis, { ...ana, asker: 'ben' })).toMatchObject({ servedBy: 'model' });
  });

  test('says so, too, where there is nothing to quote', async () => {
    const { rig, ask } = await open({ person: 1 });
    await using _ = rig;
    await ask(trains, ana);
    expect(await ask('Where is the swimming pool?', ana)).toMatchObject({
      outcome: 'refused',
      reason: 'ceiling-person',
      text: `${ceilingWording.nothing.person} ${ceilingWording.until}`,
    });
  });

  test.each(['channel', 'team'] as const)('holds for a whole %s', async (ceiling) => {
    const { rig, ask } = await open({ [ceiling]: 1 });
    await using _ = rig;
    await ask(trains, ana);
    const over = await ask(taxis, { ...ana, asker: 'ben' });
    expect(markOf(over)).toContain(ceilingWording.quoted[ceiling]);
    const elsewhere = await ask(taxis, { asker: 'cleo', origin: 'slack:T1/C2' });
    expect(elsewhere.servedBy).toBe(ceiling === 'team' ? 'extract' : 'model');
  });

  test('counts no answer that was kept, and gives it when the ceiling is reached', async () => {
    const { rig, ask, model } = await open({ person: 2 });
    await using _ = rig;
    await ask(trains, ana);
    for (let n = 0; n < 3; n++) expect(await ask(trains, ana)).toMatchObject({ servedBy: 'exact-cache' });
    expect(await ask(taxis, ana)).toMatchObject({ servedBy: 'model' });
    expect(await ask(trains, ana)).toMatchObject({ servedBy: 'exact-cache' });
    expect(model.asked).toHaveLength(2);
  });

  test('counts every draft, also one that failed', async () => {
    const { rig, ask } = await open({ person: 1 }, [{ failure: 'timeout' }, 'Everybody does. [1]']);
    await using _ = rig;
    expect(await ask(trains, ana)).toMatchObject({ outcome: 'unavailable' });
    expect(await ask(taxis, ana)).toMatchObject({ servedBy: 'extract' });
  });

  test('begins anew with the day, and keeps nothing of the day before', async () => {
    const { rig, ask, clock, store } = await open({ person: 1 });
    await using _ = rig;
    await ask(trains, ana);
    clock.advance(24 * 3_600_000);
    expect(await ask(taxis, ana)).toMatchObject({ servedBy: 'model' });
    const days = await store.selectFrom('model_calls').select('day').distinct().execute();
    expect(days).toHaveLength(1);
  });

  test('does not hold for what measures Docent', async () => {
    const { rig, ask } = await open({ team: 1 });
    await using _ = rig;
    const measured = { unmetered: true, noCache: true } as const;
    for (let n = 0; n < 3; n++) expect(await ask(trains, measured)).toMatchObject({ servedBy: 'model' });
    expect(await ask(trains, ana)).toMatchObject({ servedBy: 'model' });
  });
});
