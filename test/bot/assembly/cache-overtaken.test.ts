import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../fixtures/whole-app.ts';

describe('a kept answer, once other documents are published', () => {
  let rig: Awaited<ReturnType<typeof openApp>>;
  const QUESTION = 'When does the gym close?';
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({ 'gym.md': '# Gym\n\nThe gym may close early on holidays. Ask the desk.' });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  it('stands as long as nothing among them comes before what it was written with', async () => {
    const first = await rig.ask(QUESTION);
    expect(first.outcome).toBe('answered');
    expect((await rig.ask(QUESTION)).servedBy).toBe('exact-cache');
    await rig.ingest({ 'parking.md': '# Parking\n\nThe garage has room for forty cars.' });
    expect((await rig.ask(QUESTION)).servedBy).toBe('exact-cache');
  });

  it('gives way to a document that answers the question, and the new answer is kept', async () => {
    await rig.ingest({ 'hours.md': '# Opening hours\n\nThe gym closes at 9 pm every day.' });
    const answer = await rig.ask(QUESTION);
    expect(answer).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
    expect(answer.text).toContain('9 pm');
    expect(JSON.stringify(answer.steps)).toContain('overtaken');
    expect(await rig.ask(QUESTION)).toMatchObject({ servedBy: 'exact-cache', text: answer.text });
  });
});
