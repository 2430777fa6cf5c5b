import { describe, expect, it } from 'vitest';
import { countVotes, effectiveVote, hashUser, signalsOf } from '../../../core/feedback/votes.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { Polarity } from '../../../core/types.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

type Signal = { signal: string; polarity: Polarity; retracts: Polarity | null };

const add = (polarity: Polarity, signal = 'reaction'): Signal => ({ signal, polarity, retracts: null });
const remove = (retracts: Polarity | null, signal = 'reaction'): Signal => ({
  signal,
  polarity: 0,
  retracts,
});
const button = (polarity: Polarity) => add(polarity, 'button');

describe('effectiveVote', () => {
  it.each<[string, Signal[], Polarity]>([
    ['nothing', [], 0],
    ['a thumb up', [add(1)], 1],
    ['a thumb down', [add(-1)], -1],
    ['up, then down', [add(1), add(-1)], -1],
    ['up, then taken back', [add(1), remove(1)], 0],
    ['up, taken back, up again', [add(1), remove(1), add(1)], 1],
    ['both, the later taken back', [add(1), add(-1), remove(-1)], 1],
    ['both, the earlier taken back', [add(1), add(-1), remove(1)], -1],
    ['both, both taken back', [add(1), add(-1), remove(-1), remove(1)], 0],
    ['the same thumb twice (skin tones), taken back once', [add(1), add(1), remove(1)], 0],
    ['a removal before anything', [remove(1)], 0],
    ['a removal of what was not set', [add(1), remove(-1)], 1],
    ['a removal that does not say of what', [add(1), add(-1), remove(null)], 0],
    ['a button', [button(-1)], -1],
    ['a button, then the other', [button(1), button(-1)], -1],
    ['a button, then the other, taken back', [button(1), button(-1), remove(-1, 'button')], 0],
    ['a button after a reaction', [add(1), button(-1)], -1],
    ['a reaction after a button', [button(-1), add(1)], 1],
    ['a reaction after a button, taken back', [button(-1), add(1), remove(1)], -1],
    ['a button after a reaction, which is then taken back', [add(1), button(-1), remove(1)], -1],
    ['a vote in the console counts like the others', [add(1), add(-1, 'console')], -1],
  ])('of %s', (_name, signals, vote) => {
    expect(effectiveVote(signals)).toBe(vote);
  });
});

describe('reactions of one person that stand beside each other', () => {
  const on = (emoji: string, polarity: Polarity, message_id = 'm1') => ({
    ...add(polarity),
    ...{ emoji, message_id },
  });
  const off = (emoji: string, retracts: Polarity, message_id = 'm1') => ({
    ...remove(retracts),
    ...{ emoji, message_id },
  });

  it.each([
    ['two skin tones, one taken back', [on('👍', 1), on('👍🏽', 1), off('👍🏽', 1)], 1],
    ['two skin tones, both taken back', [on('👍', 1), on('👍🏽', 1), off('👍', 1), off('👍🏽', 1)], 0],
    ['down, up in two tones, one up taken back', [on('👎', -1), on('👍', 1), on('👍🏿', 1), off('👍', 1)], 1],
    ['under both messages, one taken back', [on('👍', 1), on('👍', 1, 'm2'), off('👍', 1, 'm2')], 1],
    ['with a variation selector, taken back without', [on('👍\uFE0F', 1), off('👍', 1)], 0],
    ['the same one told twice, taken back once', [on('👍', 1), on('👍', 1), off('👍', 1)], 0],
  ] as const)('%s', (_name, signals, vote) => {
    expect(effectiveVote(signals)).toBe(vote);
  });
});

describe('signalsOf', () => {
  it('gives them in the order in which they happened, whichever came first', async () => {
    await using temp = await openTempStore();
    const row = (id: string, happened_us: number | null, created_at: string) => ({
      ...{ id, happened_us, created_at, answer_id: 'a', platform: 'slack', channel: 'C1', message_id: 'm1' },
      ...{ user_hash: 'ann', signal: 'reaction', polarity: 1, retracts: null, reason: null, comment: null },
      ...{ emoji: null, event_id: id },
    });
    const at = Date.parse('2026-01-01T00:00:00.000Z') * 1000;
    await temp.store
      .insertInto('signals')
      .values([
        row('sig_1', at + 2, '2026-01-01T00:00:01.000Z'),
        row('sig_2', at + 1, '2026-01-01T00:00:02.000Z'),
        row('sig_3', null, '2025-12-31T00:00:00.000Z'),
      ])
      .execute();
    const rows = await signalsOf(temp.store, ['a']);
    expect(rows).toMatchObject([{ id: 'sig_3' }, { id: 'sig_2' }, { id: 'sig_1' }]);
  });
});

describe('countVotes', () => {
  it('counts each person once an answer', () => {
    const row = (answer_id: string, user_hash: string, signal: Signal) => ({
      answer_id,
      user_hash,
      ...signal,
    });
    const counts = countVotes([
      row('a', 'ann', add(1)),
      row('a', 'ann', button(1)),
      row('a', 'bob', add(1)),
      row('a', 'bob', add(-1)),
      row('a', 'cid', add(-1)),
      row('a', 'cid', remove(-1)),
      row('b', 'ann', add(-1)),
    ]);
    expect(Object.fromEntries(counts)).toEqual({ a: { up: 1, down: 1 }, b: { up: 0, down: 1 } });
  });
});

describe('hashUser', () => {
  it('is the same for a person, another on another platform, and says nothing about the id', async () => {
    await using temp = await openTempStore();
    const deps = { store: temp.store, random: systemRandom };
    const ann = await hashUser(deps, 'slack', 'U1');
    expect(await hashUser(deps, 'slack', 'U1')).toBe(ann);
    expect(await hashUser(deps, 'discord', 'U1')).not.toBe(ann);
    expect(await hashUser(deps, 'slack', 'U2')).not.toBe(ann);
    expect(ann).toMatch(/^[0-9a-f]{32}$/);
  });

  it('differs from store to store', async () => {
    await using one = await openTempStore();
    await using two = await openTempStore();
    const hashes = [one, two].map(({ store }) => hashUser({ store, random: systemRandom }, 'slack', 'U1'));
    expect(await hashes[0]).not.toBe(await hashes[1]);
  });

  it('has one key, also when two first votes come at once', async () => {
    await using temp = await openTempStore();
    const deps = { store: temp.store, random: systemRandom };
    const hashes = await Promise.all(Array.from({ length: 5 }, () => hashUser(deps, 'slack', 'U1')));
    expect(new Set([...hashes, await hashUser(deps, 'slack', 'U1')]).size).toBe(1);
  });
});
