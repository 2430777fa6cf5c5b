import { BaseTracer, type Run } from '@langchain/core/tracers/base';
import { describe, expect, it, vi } from 'vitest';
import { createAnswerRunnable } from '../../../core/langchain/answer-runnable.ts';
import { createStepHandler } from '../../../core/langchain/step-handler.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { aQuestion, createFakeModelAnswerer, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [aPassage({ text: 'The travel desk books trains for everybody.', title: 'Travel' })];

/** LangChain's own tracer, keeping what it was told. */
class KeptRuns extends BaseTracer {
  name = 'kept-runs';
  override awaitHandlers = true;
  readonly kept: Run[] = [];
  protected override async persistRun(run: Run): Promise<void> {
    this.kept.push(run);
  }
}

describe('the answer path as a runnable', () => {
  it('answers a text as the path itself does', async () => {
    await using rig = await openAnswering({ passages });
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const answer = await runnable.invoke('Who books trains?');
    expect(answer).toMatchObject({ outcome: 'answered', citations: [{ title: 'Travel' }] });
    expect(answer.text).toBe((await rig.ask('Who books trains?', { noCache: true })).text);
    const [saved] = await rig.saved();
    expect(saved?.id).toBe(answer.traceId);
  });

  it('takes a question with its thread and its bounds', async () => {
    await using rig = await openAnswering({ passages });
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const thread = [{ role: 'user' as const, text: 'Who books trains?' }];
    const answer = await runnable.invoke(aQuestion('and for everybody?', { thread, collections: ['none'] }));
    expect(answer.question).toBe('and for everybody?');
    expect(answer.steps.map(({ step }) => step)).toContain('standalone');
  });

  it('shows a tracer each step as a run beneath the answer, in order', async () => {
    await using rig = await openAnswering({ passages });
    const tracer = new KeptRuns();
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const answer = await runnable.invoke('Who books trains?', { callbacks: [tracer] });
    const [root] = tracer.kept;
    expect(tracer.kept).toHaveLength(1);
    expect(root?.name).toBe('docent');
    expect(root?.child_runs.map(({ name }) => name)).toEqual(answer.steps.map(({ step }) => step));
    const retrieved = root?.child_runs.find(({ name }) => name === 'retrieve');
    expect(retrieved?.outputs).toMatchObject({ passages: [{ title: 'Travel' }] });
  });

  it("shows a tracer the language model's calls beside them", async () => {
    await using fake = await createFakeOpenAI({ reply: 'The travel desk books trains for everybody [1].' });
    await using rig = await openAnswering({ passages, answerer: await createFakeModelAnswerer(fake) });
    const tracer = new KeptRuns();
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const answer = await runnable.invoke('Who books trains?', { callbacks: [tracer] });
    expect(answer.servedBy).toBe('model');
    expect(tracer.kept[0]?.child_runs.map(({ run_type }) => run_type)).toContain('llm');
  });

  it('marks the step that threw', async () => {
    await using rig = await openAnswering({ passages });
    const tracer = new KeptRuns();
    const ask: Parameters<typeof createAnswerRunnable>[0] = (question, { watch }) => {
      watch('retrieve')({ error: new Error('the index is gone') });
      return rig.answering.answer(question);
    };
    await createAnswerRunnable(ask, 'langchain').invoke('Who books trains?', { callbacks: [tracer] });
    expect(tracer.kept[0]?.child_runs).toMatchObject([{ name: 'retrieve', error: /the index is gone/ }]);
  });

  it('streams the runs of its steps as events', async () => {
    await using rig = await openAnswering({ passages });
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const ended: string[] = [];
    for await (const { event, name } of runnable.streamEvents('Who books trains?', { version: 'v2' }))
      if (event === 'on_chain_end') ended.push(name);
    expect(ended).toContain('retrieve');
    expect(ended.at(-1)).toBe('docent');
  });

  it('answers although a handler breaks', async () => {
    using said = vi.spyOn(console, 'error').mockReturnValue();
    await using rig = await openAnswering({ passages });
    const broken = createStepHandler(() => {
      throw new Error('no');
    });
    broken.raiseError = true;
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    expect((await runnable.invoke('Who books trains?', { callbacks: [broken] })).outcome).toBe('answered');
    expect(said).toHaveBeenCalled();
  });

  it('can be composed with other runnables', async () => {
    await using rig = await openAnswering({ passages });
    const runnable = createAnswerRunnable(rig.answering.answer, 'langchain');
    const text = await runnable.pipe((answer) => answer.text).invoke('Who books trains?');
    expect(text).toContain('travel desk');
  });
});
