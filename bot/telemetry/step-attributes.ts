import type { CheckFailure, Step, StepDetails, Usage } from '../../core/types.ts';
import { names, operations, providerNames } from './names.ts';

/** Values that OpenTelemetry knows; what is undefined is left out. */
export type Attributes = Record<string, string | number | boolean | string[] | undefined>;

/** What a span says of a step: never a text of people, documents or providers, whose messages may hold one. */
export type StepSpan = {
  name: string;
  /** Whether another program was called. */
  called?: boolean;
  /** A code, where the step failed. */
  failed?: string;
  attributes: Attributes;
};

/** `usage` = what the provider said of the draft that this step brought. */
export function spanOfStep(step: Step, usage: Usage | null): StepSpan {
  switch (step.step) {
    case 'input-guards':
    case 'output-guards':
      return {
        name: step.step,
        attributes: {
          [names.guardOutcome]: step.detail.outcome,
          [names.guardsFailed]: failedGuards(step.detail.failures),
        },
      };
    case 'passage-guards':
      return {
        name: step.step,
        attributes: {
          [names.passagesKept]: step.detail.kept,
          [names.guardsFailed]: failedGuards(step.detail.failures),
        },
      };
    case 'small-talk':
      return { name: step.step, attributes: { [names.smallTalk]: step.detail.kind } };
    case 'curated':
      return { name: step.step, attributes: { [names.curatedFound]: step.detail.found } };
    case 'cache':
      return { name: step.step, attributes: ofCache(step.detail) };
    case 'searches':
      return { name: step.step, attributes: { [names.searches]: step.detail.texts.length } };
    case 'retrieve':
      return ofSearch(step.detail);
    case 'generate':
      return ofDraft(step.detail, usage);
    case 'citations':
      return {
        name: step.step,
        attributes: { [names.cited]: step.detail.cited, [names.invented]: step.detail.invented },
      };
    case 'quote-instead':
      return { name: step.step, attributes: { [names.because]: step.detail.because } };
    default:
      return { name: step.step, attributes: {} };
  }
}

/** The reranker's part of a search, which took its last `ms` milliseconds. */
export function spanOfReranking(step: Step): (StepSpan & { ms: number }) | null {
  if (step.step !== 'retrieve' || 'failed' in step.detail) return null;
  const { reranking } = step.detail;
  if (reranking === undefined) return null;
  const { by, ms } = reranking;
  const rerank = { name: 'rerank', called: true, ms };
  if ('failed' in reranking)
    return { ...rerank, failed: reranking.failed, attributes: { [names.reranker]: by } };
  const { judged, moved } = reranking;
  return {
    ...rerank,
    attributes: { [names.reranker]: by, [names.judged]: judged, [names.moved]: moved },
  };
}

function failedGuards(failures: readonly Pick<CheckFailure, 'guard'>[]): string[] | undefined {
  const guards = [...new Set(failures.map(({ guard }) => guard))];
  return guards.length === 0 ? undefined : guards;
}

function ofCache(detail: StepDetails['cache']): Attributes {
  return detail.hit
    ? { [names.cacheHit]: true, [names.cacheTier]: detail.tier, [names.cacheFrom]: detail.from }
    : { [names.cacheHit]: false, [names.cacheMiss]: detail.why };
}

function ofSearch(detail: StepDetails['retrieve']): StepSpan {
  const about = { [names.operation]: operations.retrieve };
  if ('failed' in detail) return { name: operations.retrieve, failed: 'index', attributes: about };
  const documents = detail.passages.map(({ passageId, score }) => ({ id: passageId, score }));
  return {
    name: operations.retrieve,
    attributes: {
      ...about,
      [names.documents]: JSON.stringify(documents),
      [names.evidence]: detail.evidence,
    },
  };
}

function ofDraft(detail: StepDetails['generate'], usage: Usage | null): StepSpan {
  const own: Attributes = {
    [names.draft]: detail.kind,
    [names.passedOver]: detail.passedOver?.map(({ model, reason }) => `${model} ${reason}`),
  };
  const failed = detail.kind === 'failed' ? { failed: detail.reason } : {};
  const model = 'model' in detail ? detail.model : undefined;
  if (model === undefined) return { name: 'generate', ...failed, attributes: own };
  const [provider, name] = split(model);
  return {
    name: `${operations.generate} ${name}`,
    called: true,
    ...failed,
    attributes: {
      ...own,
      [names.operation]: operations.generate,
      [names.provider]: providerNames[provider] ?? provider,
      [names.model]: name,
      [names.inputTokens]: usage?.inputTokens ?? undefined,
      [names.outputTokens]: usage?.outputTokens ?? undefined,
    },
  };
}

/** `openai:gpt-x` as provider and name; a name may have colons of its own. */
function split(model: string): [provider: string, name: string] {
  const at = model.indexOf(':');
  return at === -1 ? ['unknown', model] : [model.slice(0, at), model.slice(at + 1)];
}
