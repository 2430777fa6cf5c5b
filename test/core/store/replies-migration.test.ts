import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { messageOnRecord } from '../../../bot/conversations/outbox/messages.ts';
import { createSuggestions } from '../../../bot/conversations/outbox/suggestions.ts';
import { createFeedback } from '../../../core/feedback/feedback.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { Store } from '../../../core/store/schema.ts';
import { openSqliteStore } from '../../../core/store/sqlite.ts';
import { writeOldStore } from '../../fixtures/old-store.ts';

/** A store that Docent wrote when question, reply and suggestion were one row, opened by the code of now. */
async function openOld(): Promise<Store> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-old-store-'));
  const store = await openSqliteStore(await writeOldStore(folder, 'before-replies'));
  onTestFinished(async () => {
    await store.destroy();
    await rm(folder, { recursive: true, force: true });
  });
  return store;
}

/** Each question by the name of its message: its state, and its replies. */
async function replies(store: Store): Promise<Record<string, string[]>> {
  const asked = await store.selectFrom('asked').selectAll().execute();
  const all = await store.selectFrom('replies').selectAll().orderBy('ordinal').execute();
  const messages = await store.selectFrom('reply_messages').selectAll().execute();
  return Object.fromEntries(
    asked.map((row) => [
      row.message_id,
      [
        row.state,
        ...all
          .filter(({ asked_id }) => asked_id === row.id)
          .map((reply) => {
            expect(reply.id).toBe(reply.ordinal === 0 ? row.id : `${row.id}-${reply.ordinal}`);
            const shown = messages.filter(({ reply_id }) => reply_id === reply.id);
            const what = reply.notice ?? (reply.answer_id === null ? '-' : 'answer');
            const isShown = shown.some(({ answer_id }) => answer_id !== null) ? '+' : '';
            return `${reply.kind} ${what} ${reply.state} ${shown.length}${isShown}`;
          }),
      ],
    ]),
  );
}

describe('a store from before replies were rows', () => {
  test('has every question with its replies and their messages', async () => {
    const store = await openOld();
    expect(await replies(store)).toEqual({
      accepted: ['accepted'],
      'again-accepted': ['accepted', 'notice apology delivered 1'],
      'again-after-unavailable': ['replied', 'answer answer delivered 1+', 'answer answer delivered 1+'],
      'again-answer': ['replied', 'notice apology delivered 1', 'answer answer delivered 1+'],
      'again-apology': ['replied', 'notice apology delivered 1', 'notice apology delivered 1'],
      'answered-answer': ['replied', 'answer answer due 0'],
      'answered-apology': ['replied', 'notice apology due 0'],
      'answered-deleted': ['replied', 'notice data-deleted due 0'],
      'answered-help': ['replied', 'notice other due 0'],
      command: ['replied', 'answer answer delivered 1+'],
      'delivered-answer': ['replied', 'answer answer delivered 1+'],
      'delivered-apology': ['replied', 'notice apology delivered 1'],
      'delivered-help': ['replied', 'notice other delivered 1'],
      'delivered-parts': ['replied', 'answer answer delivered 2+'],
      direct: ['replied', 'answer answer delivered 1+'],
      forgotten: ['replied', 'answer - delivered 1+'],
      'forgotten-and-told': ['replied', 'notice data-deleted delivered 1'],
      'passed-on': ['replied', 'answer answer delivered 1+'],
      'passed-on-failed': ['replied', 'answer answer delivered 1+'],
      'passed-on-waiting': ['replied', 'answer answer delivered 1+'],
      sensitive: ['replied', 'answer answer delivered 1+'],
      'suggestion-dismissed': ['replied', 'notice suggested delivered 1', 'suggestion answer dismissed 0'],
      'suggestion-edited': ['replied', 'notice suggested delivered 1', 'suggestion answer delivered 1+'],
      'suggestion-notice-undeliverable': [
        'replied',
        'notice suggested undeliverable 0',
        'suggestion answer held 0',
      ],
      'suggestion-notice-waiting': ['replied', 'notice suggested due 0', 'suggestion answer held 0'],
      'suggestion-posted': ['replied', 'notice suggested delivered 1', 'suggestion answer delivered 1+'],
      'suggestion-posted-waiting': ['replied', 'notice suggested delivered 1', 'suggestion answer due 0'],
      'suggestion-waiting': ['replied', 'notice suggested delivered 1', 'suggestion answer held 0'],
      'undeliverable-answer': ['replied', 'answer answer undeliverable 0'],
    });
  });

  test('keeps words, votes, help requests, curators and what answers say about whom to turn to', async () => {
    const store = await openOld();
    const deps = { store, clock: systemClock, random: systemRandom };
    const feedback = createFeedback(deps);
    const shown = async (channel: string, messageId: string) =>
      (await messageOnRecord(store, { platform: 'slack', channel, messageId }))?.answer_id ?? '';
    expect((await feedback.answer(await shown('C1', 'msg-1')))?.votes).toEqual({ up: 0, down: 1 });
    expect(await feedback.answers({ suggested: true })).toHaveLength(3);
    const byState = (await feedback.answers({ limit: 100 })).map(({ suggestion, delivery }) => [
      suggestion && `${suggestion.state} ${suggestion.by}`,
      delivery,
    ]);
    expect(byState).toContainEqual(['dismissed Ada', 'dismissed']);
    expect(byState).toContainEqual(['posted Ada', 'waiting']);
    expect(byState).toContainEqual(['posted Ada', 'delivered']);
    expect(byState).toContainEqual(['waiting null', 'kept']);

    const help = await store.selectFrom('help_requests').select('state').execute();
    expect(help.map(({ state }) => state).sort()).toEqual(['delivered', 'undeliverable', 'waiting']);
    const due = await store.selectFrom('replies').selectAll().where('state', '=', 'due').execute();
    expect(due.find(({ notice }) => notice === 'other')?.text).toMatch(/^I answer questions/);
    expect(due.every(({ owed_since }) => Date.parse(owed_since) > 0)).toBe(true);
    const sensitive = await store
      .selectFrom('answers')
      .select('question')
      .where('contact', '=', 'sensitive')
      .execute();
    expect(sensitive.map(({ question }) => question)).toEqual([expect.stringContaining('severance')]);

    const suggestions = createSuggestions({ ...deps, feedback });
    const [waiting] = await feedback.answers({ suggested: true, limit: 100 });
    expect(waiting).toBeDefined();
    const posted = await Promise.all(
      (await feedback.answers({ suggested: true, limit: 100 })).map(({ answer }) =>
        suggestions.post(answer.traceId, { by: 'Bob' }),
      ),
    );
    // One has not had its notice yet.
    expect(posted.map(({ kind }) => kind).sort()).toEqual(['not-yet', 'posted', 'posted']);
  });
});
