import { describe, expect, it } from 'vitest';
import { forgetPerson } from '../../../core/answering/people.ts';
import { recordVote } from '../../../core/feedback/append-signal.ts';
import { readFeedbackRow } from '../../../core/feedback/feedback-row.ts';
import { importFeedback } from '../../../core/feedback/import-feedback.ts';
import { listFeedback } from '../../../core/feedback/list-feedback.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import { saveAnswer } from '../../../core/rag/traces.ts';
import { anAnswer } from '../../fixtures/answers.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const vote = (overrides: Record<string, unknown> = {}) => ({
  ...{ id: 'f1', question: 'How do I park?', answer: 'In the garage.', vote: 1, person: 'ann' },
  ...{ at: '2026-03-01T09:30:00Z', origin: 'import' },
  ...overrides,
});
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function openRig() {
  const temp = await openTempStore();
  const deps = { store: temp.store, clock: createManualClock(), random: systemRandom };
  return {
    ...deps,
    take: (text: string) => importFeedback({ ...deps, documentsNamed: async () => [] }, text),
    list: (options = {}) => listFeedback(temp.store, options),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

describe('importing feedback', () => {
  it('takes in what it can read and names the other lines by number and reason', async () => {
    await using rig = await openRig();
    const file = [
      JSON.stringify(vote()),
      '{"id":',
      '',
      '[1]',
      JSON.stringify(vote({ id: 'f2', vote: 2 })),
      JSON.stringify(vote({ id: 'f3', origin: 'email' })),
      JSON.stringify(vote({ id: 'f4', at: '2026-02-30' })),
      JSON.stringify(vote({ id: 'f5', question: ' ' })),
      JSON.stringify(vote({ id: 'f6', person: 'bob' })),
    ].join('\r\n');
    const report = await rig.take(`\ufeff${file}`);
    expect(report).toMatchObject({ added: 2, replaced: 0, retracted: 0 });
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7, 8]);
    expect(report.rejected.map(({ reason }) => reason)).toEqual([
      'it is not JSON',
      'it is not a JSON object',
      '"vote" must be 1, -1 or 0',
      expect.stringContaining('"origin" must be one of'),
      expect.stringContaining('"at" must be'),
      '"question" is empty',
    ]);
  });

  it('lets the same id replace, and vote 0 take back', async () => {
    await using rig = await openRig();
    await rig.take(lines(vote(), vote({ id: 'f2', person: 'bob', vote: -1 })));
    expect(await rig.list()).toMatchObject([{ traceId: 'feedback:f2', platform: 'import', up: 1, down: 1 }]);
    expect(
      await rig.take(lines(vote({ vote: -1 }), vote({ id: 'f2', person: 'bob', vote: 0 }))),
    ).toMatchObject({
      replaced: 1,
      retracted: 1,
    });
    expect(await rig.list()).toMatchObject([{ up: 0, down: 1 }]);
    await rig.take(lines(vote({ vote: 0 })));
    expect(await rig.list()).toEqual([]);
  });

  it('counts one vote a person and answer, the latest', async () => {
    await using rig = await openRig();
    await rig.take(
      lines(vote({ id: 'b', vote: -1, at: '2026-03-02' }), vote({ id: 'a', vote: 1, at: '2026-03-01' })),
    );
    expect(await rig.list()).toMatchObject([{ traceId: 'feedback:b', up: 0, down: 1 }]);
  });

  it('stores no name of a person, and forgets them with their other data', async () => {
    await using rig = await openRig();
    await rig.take(lines(vote({ person: 'U7SECRET', origin: 'slack' })));
    const rows = await rig.store.selectFrom('imported_feedback').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('U7SECRET');
    await forgetPerson(rig, 'slack', 'U7SECRET');
    expect(await rig.list()).toEqual([]);
  });

  it('reads a time without a zone as UTC', () => {
    expect(readFeedbackRow(JSON.stringify(vote({ at: '2026-03-01 10:00' })))).toMatchObject({
      at: '2026-03-01T10:00:00.000Z',
    });
  });
});

describe('listing feedback', () => {
  it('shows votes that stand, with where they were cast, and leaves out answers without', async () => {
    await using rig = await openRig();
    const asked = { text: 'q', thread: [], origin: 'slack:T1/C1', asker: null };
    await saveAnswer(rig.store, asked, anAnswer({ traceId: 'trc_1' }));
    await saveAnswer(rig.store, asked, anAnswer({ traceId: 'trc_2' }));
    const press = (answerId: string, userId: string, polarity: 1 | -1 | 0, eventId: string) =>
      recordVote(rig, {
        ...{ answerId, userId, polarity, eventId, platform: 'slack', channel: 'C1', messageId: 'M1' },
        ...{ signal: 'button', emoji: null, comment: 'wrong page' },
      });
    await press('trc_1', 'U1', -1, 'e1');
    await press('trc_1', 'U2', 1, 'e2');
    await press('trc_2', 'U1', 1, 'e3');
    await press('trc_2', 'U1', 0, 'e4');
    const [only, ...none] = await rig.list();
    expect(none).toEqual([]);
    expect(only).toMatchObject({
      traceId: 'trc_1',
      platform: 'slack',
      up: 1,
      down: 1,
      comments: ['wrong page'],
    });
    expect(await rig.list({ down: true })).toHaveLength(1);
    expect(await rig.list({ since: '2999-01-01' })).toEqual([]);
  });
});
