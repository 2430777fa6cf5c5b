import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExactCache } from '../../core/caching/entries/exact-cache.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { aCitation, anAnswer } from '../fixtures/answers.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
beforeEach(async () => {
  rig = await startConsole();
  admin = await signIn(rig);
  const cache = createExactCache({ store: rig.deps.store, clock: rig.deps.clock });
  const answer = anAnswer({
    standalone: 'How do I book <b>trains</b>?',
    citations: [aCitation({ passageId: '7' })],
  });
  await cache.write(rig.deps.store, 'k1', answer, 'scope');
});
afterEach(async () => await rig.close());

describe('the Cached answers page', () => {
  it('lists what is kept with what it saved and how often it was wrong', async () => {
    const page = await admin.text('/cache');
    expect(page).toContain('How do I book &lt;b&gt;trains');
    expect(page).toContain('1 answer, 0 out of use');
    expect(page).toContain('no sample yet');
    expect(page).toContain('aria-current="page">Cached answers');
  });

  it('shows an entry with why it was served', async () => {
    await rig.deps.store
      .insertInto('cache_hits')
      .values({
        ...{
          answer_id: 'ans_9',
          key: 'k1',
          entry_answer_id: 'trc_1',
          tier: 'semantic-cache',
          collections: null,
        },
        ...{ question: 'How can I book trains?', likeness: 0.91, tokens: 40, ms: 900, shadow: 'different' },
        gates: JSON.stringify([{ gate: 'polarity', pass: true }]),
        created_at: '2026-11-24T10:00:00.000Z',
      })
      .execute();
    const page = await admin.text('/cache/k1');
    expect(page).toContain('How can I book trains?');
    expect(page).toContain('similar, 0.91');
    expect(page).toContain('polarity');
    expect(page).toContain('answered again: different');
    const list = await admin.text('/cache');
    expect(list).toContain('40 tokens');
    expect(list).toContain('100.0 % (95 % interval 20.7 % to 100.0 %, 1 of 1)');
  });

  it('takes an entry out of use, puts it back, and forgets it', async () => {
    expect((await admin.post('/cache/k1/quarantine', {})).status).toBe(303);
    expect(await admin.text('/cache/k1')).toContain('Put back in use');
    await admin.post('/cache/k1/restore', {});
    expect(await admin.text('/cache/k1')).toContain('Take out of use');
    await admin.post('/cache/k1/purge', {});
    expect(await rig.deps.cacheService.list()).toEqual([]);
    expect((await admin.get('/cache/k1')).status).toBe(404);
  });

  it('forgets all', async () => {
    expect((await admin.post('/cache/purge', { all: 'yes' })).status).toBe(303);
    expect(await rig.deps.cacheService.list()).toEqual([]);
  });

  it('keeps answers of the team, and removes them', async () => {
    await admin.post('/cache/curated/add', {
      questions: 'Who helps?\r\nWho can help me?',
      answer: 'Ada <i>does</i>.',
      collection: '',
    });
    const [curated] = await rig.deps.curated.list();
    expect(curated).toMatchObject({
      questions: ['Who helps?', 'Who can help me?'],
      answer: 'Ada <i>does</i>.',
      collections: null,
    });
    expect(await admin.text('/cache')).not.toContain('<i>does');
    await admin.post('/cache/curated/remove', { id: curated?.id ?? '' });
    expect(await rig.deps.curated.list()).toEqual([]);
  });
});
