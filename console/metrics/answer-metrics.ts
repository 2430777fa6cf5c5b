import type { Counter, Histogram, Registry } from 'prom-client';
import { guardHitsOf } from '../../core/guardrails/guard-hits.ts';
import type { Answer, Question, Step } from '../../core/types.ts';

/** Seconds until an answer was decided: from a kept one to the longest wait for a model. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Library = { Counter: typeof Counter; Histogram: typeof Histogram };

/** Counts each answer as it is given. Labels are words of Docent's own and names of models, never texts or people. */
export function createAnswerMetrics({ Counter, Histogram }: Library, registry: Registry) {
  const registers = [registry];
  const answers = new Counter({
    name: 'docent_answers_total',
    help: 'Questions by what became of them, who wrote the answer, and where they were asked.',
    labelNames: ['outcome', 'served_by', 'asked_in'],
    registers,
  });
  const unanswered = new Counter({
    name: 'docent_unanswered_total',
    help: 'Questions without an answer, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const seconds = new Histogram({
    name: 'docent_answer_seconds',
    help: 'Time until an answer was decided, by who wrote it.',
    labelNames: ['served_by'],
    buckets: SECONDS,
    registers,
  });
  const cache = new Counter({
    name: 'docent_cache_reads_total',
    help: 'Looks for an answer given before, by what came of them: the tier that hit, or why none was given.',
    labelNames: ['result'],
    registers,
  });
  const guards = new Counter({
    name: 'docent_guard_hits_total',
    help: 'Answers on whose way a guard found something.',
    labelNames: ['guard', 'stage'],
    registers,
  });
  const models = new Counter({
    name: 'docent_model_drafts_total',
    help: 'Drafts that models were asked for, by what came of them.',
    labelNames: ['result'],
    registers,
  });
  const tokens = new Counter({
    name: 'docent_model_tokens_total',
    help: 'Tokens of written answers, as far as the provider says.',
    labelNames: ['model', 'direction'],
    registers,
  });

  return function count({ origin }: Pick<Question, 'origin'>, answer: Answer): void {
    const servedBy = answer.servedBy ?? 'nobody';
    const [askedIn = ''] = origin.split(':');
    answers.inc({ outcome: answer.outcome, served_by: servedBy, asked_in: askedIn });
    if (answer.outcome !== 'answered') unanswered.inc({ reason: answer.reason ?? 'unknown' });
    seconds.observe({ served_by: servedBy }, answer.ms.total / 1_000);
    for (const hit of guardHitsOf(answer)) guards.inc(hit);
    for (const step of answer.steps) {
      const read = cacheResult(step);
      if (read !== null) cache.inc({ result: read });
      const draft = draftResult(step);
      if (draft !== null) models.inc({ result: draft });
    }
    const { usage } = answer;
    if (usage === null) return;
    tokens.inc({ model: usage.model, direction: 'in' }, usage.inputTokens ?? 0);
    tokens.inc({ model: usage.model, direction: 'out' }, usage.outputTokens ?? 0);
  };
}

function cacheResult(step: Step): string | null {
  if (step.step !== 'cache') return null;
  return step.detail.hit ? step.detail.tier : step.detail.why;
}

/** Of drafts that a model wrote or failed to write; quoting is none. */
function draftResult(step: Step): string | null {
  if (step.step !== 'generate') return null;
  const { detail } = step;
  if (detail.kind === 'failed') return detail.reason;
  return detail.kind === 'drafted' && detail.model !== undefined ? 'drafted' : null;
}
