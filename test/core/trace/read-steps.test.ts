import { describe, expect, it } from 'vitest';
import { createFeedback } from '../../../core/feedback/feedback.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import { saveAnswer } from '../../../core/rag/traces.ts';
import { readRetrieved, readSteps, retrievedBy } from '../../../core/trace/read-steps.ts';
import { aQuestion, openAnswering } from '../../fixtures/answering-rig.ts';
import { anAnswer } from '../../fixtures/answers.ts';
import { aPassage } from '../../fixtures/passages.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const passages = [{ passageId: '7', title: 'Travel', score: 0.5 }];

/** A trace as the first versions wrote it. */
const FIRST = [
  { step: 'input-guards', ms: 1, detail: { outcome: 'allow', failures: [] } },
  { step: 'exact-cache', ms: 1, detail: { hit: false, why: 'absent' } },
  { step: 'retrieve', ms: 8, detail: { evidence: 0.9, passages } },
  { step: 'passage-guards', ms: 1, detail: { kept: 1 } },
  { step: 'generate', ms: 2, detail: { kind: 'failed', reason: 'timeout', message: 'late' } },
];

describe('the steps of a stored trace', () => {
  it('are read as they were written by this version', async () => {
    const text = 'Trains are booked by the travel desk.';
    await using rig = await openAnswering({ passages: [aPassage({ text })] });
    await rig.ask('Who books trains?');
    for (const answer of [await rig.ask('Who books trains?'), await rig.ask('Who books whales?')]) {
      expect(readSteps(JSON.parse(JSON.stringify(answer.steps)))).toEqual(answer.steps);
      expect(answer.steps.filter(({ step }) => step === 'unknown')).toEqual([]);
    }
  });

  it('are read as the first versions wrote them', () => {
    expect(readSteps(FIRST)).toMatchObject([
      { step: 'input-guards', detail: { outcome: 'allow', failures: [], history: [] } },
      { step: 'cache', ms: 1, detail: { hit: false, why: 'absent' } },
      { step: 'retrieve', detail: { evidence: 0.9, passages } },
      { step: 'passage-guards', detail: { kept: 1, failures: [] } },
      { step: 'generate', detail: { kind: 'failed', reason: 'timeout' } },
    ]);
    const hit = [{ step: 'exact-cache', ms: 1, detail: { hit: true, from: 'ans_1' } }];
    expect(readSteps(hit)).toMatchObject([{ step: 'cache', detail: { tier: 'exact-cache', from: 'ans_1' } }]);
  });

  it('keep what a later version added to a step', () => {
    const detail = { cited: 1, invented: 0, spare: { a: [1] } };
    expect(readSteps([{ step: 'citations', ms: 1, detail }])).toEqual([{ step: 'citations', ms: 1, detail }]);
  });

  it.each<[string, { step: string; ms: number; detail?: unknown }]>([
    ['a step that nobody knows', { step: 'divine', ms: 3, detail: { omen: 'good' } }],
    ['a step named as something that every object has', { step: 'constructor', ms: 3, detail: {} }],
    ['a detail of another shape', { step: 'citations', ms: 3, detail: { cited: 'two' } }],
    ['a detail that is missing', { step: 'curated', ms: 3 }],
  ])('are shown as recorded: %s', (_what, row) => {
    const [step] = readSteps([row]);
    expect(step).toEqual({ step: 'unknown', name: row.step, ms: 3, detail: row.detail });
  });

  it('are understood later, though they were stored again before', () => {
    const again = [{ step: 'unknown', name: 'citations', ms: 1, detail: { cited: 1, invented: 0 } }];
    expect(readSteps(again)).toEqual([{ step: 'citations', ms: 1, detail: { cited: 1, invented: 0 } }]);
    const twice = readSteps(readSteps([{ step: 'divine', ms: 3, detail: 1 }]));
    expect(twice).toEqual([{ step: 'unknown', name: 'divine', ms: 3, detail: 1 }]);
  });

  it.each([null, 'steps', {}, 7])('are none in %j', (stored) => {
    expect(readSteps(stored)).toEqual([]);
  });

  it('that are no steps at all stay visible', () => {
    expect(readSteps(['odd'])).toEqual([{ step: 'unknown', name: '', ms: 0, detail: 'odd' }]);
  });
});

describe('what an answer retrieved', () => {
  it('is what its search found', async () => {
    const passage = aPassage({ text: 'Trains are booked by the travel desk.' });
    await using rig = await openAnswering({ passages: [passage] });
    const answer = await rig.ask('Who books trains?');
    expect(answer.retrieved).toMatchObject({
      evidence: answer.evidence,
      passages: [{ passageId: passage.passageId, title: passage.title }],
    });
    expect((await rig.ask('Who books trains?')).retrieved).toBeNull();
  });

  it('is told by the trace where an older version stored the answer', async () => {
    await using temp = await openTempStore();
    const stored = { ...anAnswer(), steps: FIRST } as unknown as ReturnType<typeof anAnswer>;
    await temp.store.transaction().execute((trx) => saveAnswer(trx, aQuestion('q'), stored));
    const feedback = createFeedback({ store: temp.store, clock: systemClock, random: systemRandom });
    const record = await feedback.answer(stored.traceId);
    expect(record?.answer.retrieved).toEqual({ evidence: 0.9, passages });
  });

  it('is read from the answer itself before its trace is asked', () => {
    const own = { evidence: 0.4, passages: [] };
    expect(readRetrieved(own, readSteps(FIRST))).toEqual(own);
    expect(readRetrieved(undefined, readSteps(FIRST))).toEqual({ evidence: 0.9, passages });
    expect(retrievedBy(readSteps([{ step: 'retrieve', ms: 1, detail: { failed: true } }]))).toBeNull();
  });
});
