import { describe, expect, it } from 'vitest';
import { watchVersions } from '../../../../core/fine-tuning/watch/watch-versions.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { createVersionMoves } from '../../../../knowledge/fine-tuning/version-moves.ts';
import { storeAnswer } from '../../../fakes/console-deps.ts';
import { anAnswer } from '../../../fixtures/answers.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';

const MINUTE = 60_000;
const passed = { passed: true, reason: 'better', before: 0.5, after: 0.6, test: {} };

/** A store with two things that learn, and a clock that every vote moves. */
async function watched() {
  const { store, ...rest } = await openTempStore();
  const clock = createManualClock();
  const changes: string[] = [];
  const trainables = ['memory', 'ranker'].map((id) => ({
    id,
    help: id,
    train: () => Promise.reject(new Error('not here')),
    ...createVersionMoves({
      store,
      clock,
      random: systemRandom,
      id,
      changed: async () => void changes.push(id),
    }),
  }));
  let count = 0;
  return {
    ...{ store, clock, changes, trainables },
    [Symbol.asyncDispose]: rest[Symbol.asyncDispose],
    moves: (at: number) => {
      const one = trainables[at];
      if (one === undefined) throw new Error('no such trainable');
      return one;
    },
    watch: () => watchVersions({ store, clock, trainables }),
    /** So many answers with a vote each, of which every nth is against. */
    async vote(votes: number, everyNth: number, servedBy: 'extract' | 'curated' = 'extract') {
      for (let at = 1; at <= votes; at++) {
        clock.advance(MINUTE);
        count += 1;
        const created = new Date(clock.now()).toISOString();
        const answer = { ...anAnswer(), traceId: `tr_${count}`, servedBy, createdAt: created };
        await storeAnswer({ store }, answer, 'slack:C1');
        await store
          .insertInto('signals')
          .values({
            ...{ id: `sig_${count}`, answer_id: answer.traceId, platform: 'slack', channel: 'C1' },
            ...{ message_id: null, user_hash: `p${count % 30}`, signal: 'button', retracts: null },
            ...{ polarity: at % everyNth === 0 ? -1 : 1, reason: null, comment: null, emoji: null },
            ...{ event_id: `e${count}`, happened_us: null, about: null, original: null, made_by: null },
            created_at: created,
          })
          .execute();
      }
      clock.advance(MINUTE);
    },
  };
}

describe('a trained version in use', () => {
  it('is taken back by itself when live votes fall, and the version before serves', async () => {
    await using rig = await watched();
    await rig.moves(0).keep(passed, { version: 1 });
    await rig.vote(40, 10);
    await rig.moves(0).keep(passed, { version: 2 });
    await rig.vote(40, 2);
    expect(await rig.watch()).toEqual({
      what: 'memory',
      reason: expect.stringContaining('4 of 40 to 10 of 20'),
    });
    const { active, takenBack } = await rig.moves(0).status();
    expect({ active, takenBack }).toMatchObject({ active: true, takenBack: { reason: expect.any(String) } });
    const serving = await rig.store
      .selectFrom('trained_versions')
      .select('model')
      .where('state', '=', 'active')
      .execute();
    expect(serving).toEqual([{ model: '{"version":1}' }]);
    expect(rig.changes).toHaveLength(3);
    expect(await rig.watch()).toBeNull();
  });

  it('stays through votes that are no worse than before', async () => {
    await using rig = await watched();
    await rig.vote(60, 4);
    await rig.moves(0).keep(passed, {});
    await rig.vote(60, 4);
    expect(await rig.watch()).toBeNull();
    expect((await rig.moves(0).status()).active).toBe(true);
  });

  it('is not judged by answers that search had no part in', async () => {
    await using rig = await watched();
    await rig.vote(40, 10);
    await rig.moves(0).keep(passed, {});
    await rig.vote(40, 1, 'curated');
    expect(await rig.watch()).toBeNull();
  });

  it('is not blamed for what came into use after it, until that is gone', async () => {
    await using rig = await watched();
    await rig.vote(40, 10);
    await rig.moves(0).keep(passed, {});
    await rig.vote(25, 10);
    await rig.moves(1).keep(passed, {});
    await rig.vote(40, 2);
    expect(await rig.watch()).toMatchObject({ what: 'ranker' });
    expect(await rig.watch()).toBeNull();
    await rig.vote(80, 2);
    expect(await rig.watch()).toMatchObject({ what: 'memory' });
  });

  it('says nothing of it any more once a person has moved on', async () => {
    await using rig = await watched();
    await rig.vote(40, 10);
    await rig.moves(0).keep(passed, {});
    await rig.vote(40, 2);
    await rig.watch();
    await rig.moves(0).promote();
    expect((await rig.moves(0).status()).takenBack).toBeNull();
    // It is watched anew: the votes that took it back are not what it is compared with.
    await rig.vote(40, 2);
    expect(await rig.watch()).toMatchObject({ what: 'memory' });
  });
});
