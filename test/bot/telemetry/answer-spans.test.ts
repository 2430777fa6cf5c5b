import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../bot/telemetry/answer-spans.ts';
import { spanOfStep } from '../../../bot/telemetry/step-attributes.ts';
import { timeSteps } from '../../../bot/telemetry/time-steps.ts';
import type { Step } from '../../../core/types.ts';
import { anAnswer } from '../../fixtures/answers.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';

const passages = [{ passageId: 'p1', title: 'Travel', score: 2.5 }];
const asked = { origin: 'cli', from: 1_000, to: 2_000, texts: false };

describe('the spans of an answer', () => {
  it('have a reranker’s part at the end of the search that asked it', () => {
    const step: Step = {
      step: 'retrieve',
      ms: 200,
      detail: { evidence: 0.8, passages, reranking: { by: 'http:rank-1', ms: 150, judged: 40, moved: 3 } },
    };
    const spans = spansOf({
      ...asked,
      answer: anAnswer(),
      steps: [{ name: 'retrieve', from: 1_100, to: 1_300, step }],
    });
    expect(spans.map(({ name, from, to, under }) => [name, from, to, under])).toEqual([
      ['invoke_workflow docent', 1_000, 2_000, null],
      ['retrieval', 1_100, 1_300, 0],
      ['rerank', 1_150, 1_300, 1],
    ]);
    expect(spans[2]?.attributes).toEqual({
      'docent.rerank.by': 'http:rank-1',
      'docent.rerank.judged': 40,
      'docent.rerank.moved': 3,
    });
  });

  it('say that a step broke off', () => {
    const steps = [{ name: 'generate', from: 1_100, to: 1_200, step: null }] as const;
    const [, broken] = spansOf({ ...asked, answer: anAnswer(), steps });
    expect(broken).toMatchObject({ name: 'generate', failed: 'exception' });
  });

  it('give the tokens to the last draft alone', () => {
    const draft = { step: 'generate', ms: 1, detail: { kind: 'drafted', model: 'mistralai:m:1' } } as const;
    const steps = [1_100, 1_200].map(
      (from) => ({ name: 'generate', from, to: from + 50, step: draft }) as const,
    );
    const usage = { model: 'mistralai:m:1', inputTokens: 7, outputTokens: null };
    const drafts = spansOf({ ...asked, answer: anAnswer({ usage }), steps }).slice(1);
    expect(drafts.map(({ name }) => name)).toEqual(['chat m:1', 'chat m:1']);
    expect(drafts.map(({ attributes }) => attributes['gen_ai.usage.input_tokens'])).toEqual([undefined, 7]);
    expect(drafts[1]?.attributes['gen_ai.provider.name']).toBe('mistral_ai');
  });
});

describe('a span of a step', () => {
  it('holds no message of a provider', () => {
    const failed = { kind: 'failed', reason: 'auth', message: 'bad key sk-1', model: 'openai:x' } as const;
    const passedOver = [{ model: 'ollama:y', reason: 'timeout', message: 'at http://u:p@host' }];
    const span = spanOfStep({ step: 'generate', ms: 1, detail: { ...failed, passedOver } }, null);
    expect(span.failed).toBe('auth');
    expect(span.attributes['docent.models_passed_over']).toEqual(['ollama:y timeout']);
    expect(JSON.stringify(span)).not.toMatch(/sk-1|u:p/);
  });

  it('holds no text of a step that is one', () => {
    for (const name of ['standalone', 'synonyms'] as const)
      expect(spanOfStep({ step: name, ms: 1, detail: { text: 'secret plan' } }, null)).toEqual({
        name,
        attributes: {},
      });
    const searches = spanOfStep({ step: 'searches', ms: 1, detail: { texts: ['secret', 'plan'] } }, null);
    expect(searches.attributes).toEqual({ 'docent.searches': 2 });
  });
});

describe('the times of steps', () => {
  it('are wall time moved on by the clock that never steps back', () => {
    const clock = createManualClock(5_000);
    const { watch, steps, now } = timeSteps({ ...clock, now: () => 5_000 });
    clock.advance(10);
    const ended = watch('curated');
    clock.advance(5);
    ended({ error: new Error('gone') });
    expect(steps).toEqual([{ name: 'curated', from: 5_010, to: 5_015, step: null }]);
    expect(now()).toBe(5_015);
  });
});

describe('OpenTelemetry', () => {
  it('is loaded only where an address is set', () => {
    const root = path.resolve(import.meta.dirname, '../../..');
    const eager = ['bot', 'console', 'knowledge', 'core']
      .flatMap((folder) =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
          path.join(folder, file),
        ),
      )
      .filter((file) => file.endsWith('.ts') && file !== path.join('bot', 'telemetry', 'otlp.ts'))
      .filter((file) =>
        /^(?:import|export) (?!type )[^;]*?from '(?:@opentelemetry\/[^']*|[^']*\/otlp\.ts)'/m.test(
          readFileSync(path.join(root, file), 'utf8'),
        ),
      );
    expect(eager).toEqual([]);
  });
});
