import type { Answer } from '../../core/types.ts';
import { names, operations, textNames } from './names.ts';
import { type Attributes, type StepSpan, spanOfReranking, spanOfStep } from './step-attributes.ts';
import type { TimedStep } from './time-steps.ts';

/** A stretch of time with what happened in it; milliseconds since 1970. `under` = its parent's place in the list. */
export type AnswerSpan = StepSpan & { from: number; to: number; under: number | null };

type Given = {
  answer: Answer;
  origin: string;
  steps: readonly TimedStep[];
  from: number;
  to: number;
  /** Whether questions, searches and answers may be sent along. */
  texts: boolean;
};

/** The whole answer first, then its steps under it, and a reranker's part under the search that asked it. */
export function spansOf(given: Given): AnswerSpan[] {
  const { answer, steps, from, to, texts } = given;
  const spans: AnswerSpan[] = [{ ...wholeAnswer(given), from, to, under: null }];
  const drafted = steps.findLast(({ step }) => step?.step === 'generate' && step.detail.kind === 'drafted');
  for (const timed of steps) {
    const { name, step } = timed;
    const about: StepSpan =
      step === null
        ? { name, failed: 'exception', attributes: {} }
        : spanOfStep(step, timed === drafted ? answer.usage : null);
    const query = texts && name === 'retrieve' ? { [textNames.query]: answer.standalone } : {};
    const attributes = { ...about.attributes, ...query };
    spans.push({ ...about, attributes, from: timed.from, to: timed.to, under: 0 });
    const reranking = step === null ? null : spanOfReranking(step);
    if (reranking === null) continue;
    const { ms, ...rerank } = reranking;
    spans.push({
      ...rerank,
      ...{ from: Math.max(timed.from, timed.to - ms), to: timed.to, under: spans.length - 1 },
    });
  }
  return spans;
}

function wholeAnswer({ answer, origin, steps, texts }: Given): StepSpan {
  const { outcome, reason } = answer;
  const [askedIn = ''] = origin.split(':');
  const attributes: Attributes = {
    [names.operation]: operations.answer,
    [names.agent]: 'docent',
    [names.answer]: answer.traceId,
    [names.origin]: askedIn,
    [names.outcome]: outcome,
    [names.reason]: reason ?? undefined,
    [names.servedBy]: answer.servedBy ?? undefined,
    [names.confidence]: answer.confidence,
    [names.evidence]: answer.evidence,
    [names.citations]: answer.citations.length,
    ...(texts ? textsOf(answer, steps) : {}),
  };
  return {
    name: `${operations.answer} docent`,
    ...(outcome === 'unavailable' ? { failed: reason ?? 'unknown' } : {}),
    attributes,
  };
}

/** A question that the guards held back, or never saw, stays here: what they would have taken out still stands in it. */
function textsOf(answer: Answer, steps: readonly TimedStep[]): Attributes {
  const isGuarded = steps.some(
    ({ step }) => step?.step === 'input-guards' && step.detail.outcome !== 'block',
  );
  const part = (content: string) => [{ type: 'text', content }];
  return {
    ...(isGuarded
      ? { [textNames.input]: JSON.stringify([{ role: 'user', parts: part(answer.question) }]) }
      : {}),
    [textNames.output]: JSON.stringify([
      { role: 'assistant', parts: part(answer.text), finish_reason: 'stop' },
    ]),
  };
}
