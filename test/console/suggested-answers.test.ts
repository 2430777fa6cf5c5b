import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { insertAsked, insertReply } from '../fixtures/asked-rows.ts';
import { type Person, signIn } from './browserless.ts';

describe('answers that wait for curators', () => {
  let rig: ConsoleRig;
  let curator: Person;
  /** An answer in a channel whose mode is `suggest`; its asker has had the notice. */
  async function waits(question: string): Promise<string> {
    const asked = { text: question, thread: [], origin: 'slack:T1/C1', asker: null };
    const { traceId } = await rig.deps.ask(asked);
    const row = { id: `ask-${traceId}`, message_id: traceId, text: question };
    const stored = await insertAsked(rig.deps.store, row);
    await insertReply(rig.deps.store, stored, { kind: 'notice', notice: 'suggested', text: 'Wait.' });
    const held = { kind: 'suggestion', state: 'held', ordinal: 1, answer_id: traceId };
    await insertReply(rig.deps.store, stored, held);
    return traceId;
  }
  beforeAll(async () => {
    rig = await startConsole();
    curator = await signIn(rig, 'Cora', 'curator');
  });
  afterAll(async () => await rig.close());

  it('stand under a filter of their own, and are dismissed with one press', async () => {
    const id = await waits('Who is the CEO?');
    expect(await curator.text('/answers')).toContain('1 answer waits for you');
    expect(await curator.text('/answers?outcome=suggested')).toContain('Who is the CEO?');
    const page = await curator.text(`/answers/${id}`);
    expect(page).toContain('Waiting for you');
    // Nothing was found, so there is nothing to post as it stands.
    expect(page).not.toContain('Post this answer');
    expect((await curator.post(`/answers/${id}/post`, {})).status).toBe(422);
    await curator.post(`/answers/${id}/dismiss`, {});
    expect(await curator.text(`/answers/${id}`)).toContain('Dismissed by Cora');
    expect((await curator.post(`/answers/${id}/dismiss`, {})).status).toBe(409);
    expect(await curator.text('/answers?outcome=suggested')).not.toContain('Who is the CEO?');
  });

  it('are posted in the curator’s own words, once', async () => {
    const id = await waits('Who is the CEO today?');
    const posted = await curator.post(`/answers/${id}/post`, { text: 'Ada is.\r\nSince May.' });
    expect(posted.status).toBe(303);
    const page = await curator.text(posted.headers.get('location') ?? '');
    expect(page).toContain('Posted by Cora');
    expect(page).toContain('Since May.');
    expect(page).toContain(`Cora, in place of <a href="/answers/${id}">`);
    expect((await curator.post(`/answers/${id}/post`, { text: 'Bob is.' })).status).toBe(409);
  });
});
