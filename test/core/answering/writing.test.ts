import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraceBuilder } from '../../../core/answering/trace-builder.ts';
import { writeAnswer } from '../../../core/answering/writing.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Action, Guard } from '../../../core/guardrails/guard.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import { createModelAnswerer } from '../../../core/rag/model-answerer.ts';
import { policy } from '../../../core/rag/policy.ts';
import { createScriptedModel, type Scripted } from '../../fakes/models/scripted-model.ts';
import { aQuestion, extractive } from '../../fixtures/answering-rig.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

const passages = [aScoredPassage('Trains are booked by the travel desk.')];
const [GOOD, RUDE] = ['The travel desk books trains. [1]', 'The lazy travel desk books trains. [1]'];

const noRude = (action: Action, fixed?: (text: string) => string): Guard => ({
  id: 'no-rude',
  stages: ['output'],
  action,
  check: ({ text }) => {
    if (!text.includes('lazy')) return { kind: 'pass' };
    const fix = fixed === undefined ? {} : { fixed: fixed(text) };
    return { kind: 'fail', message: 'The text calls somebody lazy.', spans: [], ...fix };
  },
});

async function write(replies: Scripted[], guards: readonly Guard[], answerer = 'model') {
  const model = createScriptedModel((_messages, turn) => replies[turn] ?? { failure: 'empty' });
  const trace = createTraceBuilder(aQuestion('Who books trains?'), systemClock, systemRandom);
  const written = await writeAnswer(
    { answerer: answerer === 'model' ? createModelAnswerer(model) : extractive, guards, clock: systemClock },
    { question: 'Who books trains?', thread: [], passages, signal: new AbortController().signal },
    trace,
  );
  const { steps } = trace.abstained('end');
  const history = steps
    .filter(({ step }) => step === 'output-guards')
    .map(({ detail }) => detail as { outcome: string; asksAgain?: string[]; history: object[] });
  return { written, model, steps: steps.map(({ step }) => step), history };
}

describe('a draft that its guards want otherwise', () => {
  it('is written again by the model, which is told why', async () => {
    const { written, model, steps, history } = await write([RUDE, GOOD], [noRude('reask')]);
    expect(written).toMatchObject({ kind: 'written', text: GOOD, citations: [{ n: 1 }] });
    expect(model.asked[1]?.messages.slice(-2)).toEqual([
      { role: 'assistant', text: RUDE },
      { role: 'user', text: expect.stringContaining('- The text calls somebody lazy.') },
    ]);
    expect(steps).toEqual([
      'generate',
      'citations',
      'output-guards',
      'generate',
      'citations',
      'output-guards',
    ]);
    expect(history).toMatchObject([
      {
        outcome: 'block',
        asksAgain: ['no-rude'],
        history: [{ guard: 'no-rude', verdict: 'fail', effect: 'reask', ms: expect.any(Number) }],
      },
      { outcome: 'allow', history: [{ guard: 'no-rude', verdict: 'pass', effect: 'none' }] },
    ]);
  });

  it('is not shown when the model does no better, and asked for no more often than the policy says', async () => {
    const { written, model } = await write([RUDE, RUDE, RUDE, GOOD], [noRude('reask')]);
    expect(written).toEqual({ kind: 'blocked', blockedBy: 'no-rude' });
    expect(model.asked).toHaveLength(1 + policy.answerReasks);
  });

  it('is repaired without the model where a repair passes', async () => {
    const repair = noRude('fix_reask', (text) => text.replace('lazy ', ''));
    const { written, model, history } = await write([RUDE, GOOD], [repair]);
    expect(written).toMatchObject({ kind: 'written', text: GOOD });
    expect(model.asked).toHaveLength(1);
    expect(history[0]?.history).toMatchObject([
      { round: 1, verdict: 'fail', effect: 'fixed' },
      { round: 1, verdict: 'pass' },
    ]);
  });

  it('is written again where a repair does not pass', async () => {
    const { written, model } = await write(
      [RUDE, GOOD],
      [noRude('fix_reask', (text) => `${text} Really lazy.`)],
    );
    expect(written).toMatchObject({ kind: 'written', text: GOOD });
    expect(model.asked).toHaveLength(2);
  });

  it('is the end when the model fails meanwhile, or finds nothing after all', async () => {
    const failed = await write([RUDE, { failure: 'timeout' }], [noRude('reask')]);
    expect(failed.written).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect((await write([RUDE, 'NOT_FOUND'], [noRude('reask')])).written).toEqual({ kind: 'nothing' });
  });

  it.each(["I don't know.", 'I could not find this in the documents I have.', 'The passages do not say.'])(
    'is no failure where the model only says that it has no answer: %s',
    async (said) => {
      const { written } = await write([said, said, said], defaultGuards);
      expect(written).toEqual({ kind: 'nothing' });
    },
  );

  it('is not asked for where no model writes', async () => {
    const never = { ...noRude('reask'), check: () => ({ kind: 'fail', message: 'no', spans: [] }) } as Guard;
    const { written, steps } = await write([], [never], 'extract');
    expect(written).toEqual({ kind: 'blocked', blockedBy: 'no-rude' });
    expect(steps.filter((step) => step === 'generate')).toHaveLength(1);
  });

  it('does not bring back what other guards took out', async () => {
    const token = `xoxb-${'1'.repeat(12)}-abcdef`;
    const { written } = await write([RUDE, `${GOOD} Token ${token}.`], [...defaultGuards, noRude('reask')]);
    expect(JSON.stringify(written)).not.toContain(token);
  });
});

describe('the price of an answer', () => {
  it('holds every try', async () => {
    const replies = [RUDE, GOOD];
    const usage = { model: 'm', inputTokens: 10, outputTokens: 2 };
    const answerer = {
      ...extractive,
      servedBy: 'model' as const,
      answer: async () => ({ kind: 'drafted' as const, text: replies.shift() ?? '', usage }),
    };
    const written = await writeAnswer(
      { answerer, guards: [noRude('reask')], clock: systemClock },
      { question: 'q', thread: [], passages, signal: new AbortController().signal },
      createTraceBuilder(aQuestion('q'), systemClock, systemRandom),
    );
    expect(written).toMatchObject({ usage: { model: 'm', inputTokens: 20, outputTokens: 4 } });
  });
});

describe('1,000 drafts gone wrong', () => {
  const token = `xoxb-${'1'.repeat(12)}-abcdef`;
  const unit = fc.constantFrom(
    'The travel desk books trains. ',
    '[1]',
    '[7]',
    '[',
    token,
    '<!channel>',
    '![x](https://evil.example/p.png)',
    '[go](javascript:alert(1))',
    'NOT_FOUND',
    '```',
    '\u200b',
    '\u0000',
    '😀',
    '\n',
    'The lazy desk. ',
    '@everyone ',
    '| a | b |\n',
    '{"a": ',
    'x'.repeat(500),
  );
  const draft: fc.Arbitrary<Scripted> = fc.oneof(
    { weight: 9, arbitrary: fc.array(unit, { maxLength: 8 }).map((units) => units.join('')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Scripted>({ failure: 'filtered' }, { cutOff: 'The' }, { throws: 'bug' }),
    },
  );

  it('end written, blocked, failed or as nothing; nothing throws, and nothing forbidden is shown', async () => {
    const seen = new Map<string, number>();
    const check = fc.asyncProperty(
      draft,
      draft,
      fc.constantFrom<Action>('reask', 'fix_reask'),
      async (one, two, action) => {
        const { written, model } = await write([one, two], [...defaultGuards, noRude(action)]);
        const kind = model.asked.length > 1 && written.kind === 'written' ? 'written again' : written.kind;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (written.kind === 'written')
          expect(written.text).not.toMatch(
            /xoxb-|<!channel>|evil\.example|javascript:|@everyone|lazy|\u200b/,
          );
      },
    );
    await fc.assert(check, { numRuns: 1000, seed: 9 });
    expect([...seen.keys()].sort()).toEqual(['blocked', 'failed', 'nothing', 'written', 'written again']);
  });
});
