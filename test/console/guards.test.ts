import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countGuardHits } from '../../core/guardrails/guard-hits.ts';
import type { Step } from '../../core/types.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { aCheckFailure } from '../fixtures/answers.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
beforeEach(async () => {
  rig = await startConsole();
  admin = await signIn(rig);
});
afterEach(async () => await rig.close());

const row = async (id: string) => (await rig.deps.guardService.list()).find((one) => one.id === id);

describe('the Guards page', () => {
  it('lists every guard once with its stages and how often it found something lately', async () => {
    const step = (name: 'input-guards' | 'output-guards', guards: string[]): Step => ({
      step: name,
      ms: 1,
      detail: { outcome: 'transform', failures: guards.map(aCheckFailure), history: [] },
    });
    const inPassage: Step = {
      step: 'passage-guards',
      ms: 1,
      detail: { kept: 1, failures: [{ guard: 'injection', passageId: '1' }] },
    };
    const { store } = rig.deps;
    const lately = { createdAt: '2026-11-20T10:00:00.000Z' };
    await countGuardHits(store, { ...lately, steps: [step('input-guards', ['pii', 'pii'])] });
    await countGuardHits(store, { ...lately, steps: [step('input-guards', ['pii'])] });
    await countGuardHits(store, { ...lately, steps: [inPassage] });
    await countGuardHits(store, {
      createdAt: '2026-09-01T10:00:00.000Z',
      steps: [step('output-guards', ['syntax'])],
    });
    const page = await admin.text('/guards');
    expect(page.match(/id="guard-pii"/g)).toHaveLength(1);
    expect(page).toContain('2 hits (question)');
    expect(page).toContain('1 hit (passage)');
    expect(page.match(/hits? \(/g)).toHaveLength(2);
    expect(page).toContain('aria-current="page">Guards');
  });

  it('switches, moves and tunes a guard for the very next question, and puts all back', async () => {
    const { guardService } = rig.deps;
    const shipped = guardService.version();
    await admin.post('/guards/toxicity', { on: 'no' });
    expect(guardService.guards().some(({ id }) => id === 'toxicity')).toBe(false);
    expect(guardService.version()).not.toBe(shipped);
    await admin.post('/guards/grounding', { action: 'filter' });
    expect(guardService.guards().find(({ id }) => id === 'grounding')?.action).toBe('filter');
    await admin.post('/guards/secrets', { move: 'up' });
    expect(guardService.guards()[0]?.id).toBe('secrets');
    expect(await row('toxicity')).toMatchObject({ on: false });
    await guardService.load();
    expect(await row('toxicity')).toMatchObject({ on: false });
    await admin.post('/guards/reset', {});
    expect(guardService.version()).toBe(shipped);
    expect(guardService.guards()[0]?.id).toBe('invisible');
  });

  it.each(['invisible', 'secrets', 'mentions', 'links'])('keeps %s switched on', async (id) => {
    expect(await admin.text('/guards')).toContain('Always on');
    expect((await admin.post(`/guards/${id}`, { on: 'no' })).status).toBe(422);
    expect(await row(id)).toMatchObject({ on: true });
  });

  it('refuses an action that is no choice, and a guard that does not exist', async () => {
    expect((await admin.post('/guards/pii', { action: 'noop' })).status).toBe(422);
    expect((await admin.post('/guards/nothing', { on: 'no' })).status).toBe(422);
  });

  it('tests a text against all guards, with what was found marked', async () => {
    await admin.post('/guards/sensitive', { on: 'no' });
    const question = await admin.post('/guards/test', {
      stage: 'input',
      text: 'When is severance paid to <b>4111 1111 1111 1111</b>?',
    });
    const page = await question.text();
    expect(page).toContain('Passes repaired');
    expect(page).toContain('<mark>4111 1111 1111 1111</mark>');
    expect(page).toContain('&lt;b&gt;');
    expect(page).toContain('<mark>severance</mark>');
    expect(page).toContain('(switched off)');
    const answer = await admin.post('/guards/test', {
      stage: 'output',
      text: 'Trains cost 70 euros.',
      question: 'What do trains cost?',
      evidence: 'Trains cost 30 euros.\n\nTaxis need an approval.',
    });
    expect(await answer.text()).toContain('Contradictions');
  });

  it('is read, and tested with, by curators, who change nothing', async () => {
    const curator = await signIn(rig, 'Cora', 'curator');
    expect(await curator.text('/guards')).not.toContain('Switch off');
    expect((await curator.post('/guards/test', { stage: 'input', text: 'Hello there' })).status).toBe(200);
    expect((await curator.post('/guards/toxicity', { on: 'no' })).status).toBe(403);
    expect(await row('toxicity')).toMatchObject({ on: true });
  });
});
