import { messageOf } from '../errors.ts';
import { JUDGE } from '../guardrails/added-guards.ts';
import { isRefusal } from '../guardrails/detectors/sounds-good.ts';
import { askText } from '../guardrails/engine/ask-text.ts';
import type { Guard, GuardResult } from '../guardrails/guard.ts';
import { runGuards } from '../guardrails/run-guards.ts';
import type { Answerer, AnswerRequest, Draft, QuoteSignals } from '../ports/answerer.ts';
import type { Clock } from '../ports/clock.ts';
import { type Resolved, resolveCitations } from '../rag/citations.ts';
import { evidenceOf } from '../rag/evidence.ts';
import { policy } from '../rag/policy.ts';
import type { Citation, Usage } from '../types.ts';
import { mayShow, type OnShown, showWhileWriting } from './showing.ts';
import type { TraceBuilder } from './trace-builder.ts';
import { citationDetail, draftDetail, guardDetail } from './trace-details.ts';

/** What an answerer made of the passages, as it may be shown; or why nothing may. */
export type Written =
  /** `loose` = a check could not match all of it with the sources, or it does not meet all of the question. */
  | {
      kind: 'written';
      text: string;
      citations: Citation[];
      usage: Usage | null;
      loose: boolean;
      /** Of a quote, the share of a direct question's words that it lacks; else 0. */
      unmet: number;
    }
  | { kind: 'blocked'; blockedBy: string }
  | Exclude<Draft, { kind: 'drafted' }>;

export type WritingDeps = {
  answerer: Answerer;
  guards: readonly Guard[];
  clock: Clock;
  /** Whoever watches the answer being written. */
  onShown?: OnShown | undefined;
};

/** The guard that only notes what it cannot match. */
const LOOSE = 'grounding';

/** A judge that read all of it knows better than the guard that compares words; one that took something out does not vouch for the rest. */
function isLoose({ failures, history }: GuardResult): boolean {
  const judged = history.filter(({ guard }) => guard === JUDGE);
  if (judged.length > 0) return judged.some(({ verdict }) => verdict !== 'pass');
  return failures.some(({ guard }) => guard === LOOSE);
}

type Drafted = Extract<Draft, { kind: 'drafted' }>;

/**
 * From passages to a text that may be shown: draft, citations, guards. A model whose draft its guards want otherwise is
 * asked again, told why, as often as the policy says; every try is a step of the trace, and paid for.
 */
export async function writeAnswer(
  { answerer, guards, clock, onShown: watcher }: WritingDeps,
  request: AnswerRequest,
  trace: TraceBuilder,
): Promise<Written> {
  const { passages, question, signal } = request;
  const onShown = mayShow(guards) ? watcher : undefined;
  const evidence = evidenceOf(passages);
  const usages: Usage[] = [];
  const asked = await askText<Drafted & { cited: Resolved }, Exclude<Draft, Drafted>>({
    reasks: answerer.servedBy === 'model' ? policy.answerReasks : 0,
    async ask(correction) {
      const again = correction && {
        draft: correction.draft,
        problems: correction.problems.map(({ message }) => message),
      };
      if (again !== null) onShown?.('');
      const showing = onShown && showWhileWriting({ guards, clock, passages, question, signal, onShown });
      const wanted: AnswerRequest = {
        ...request,
        ...(again === null ? {} : { again }),
        ...(showing === undefined ? {} : { onPiece: showing.piece }),
      };
      const draft = await trace.step('generate', () => generate(answerer, wanted), draftDetail);
      showing?.end();
      if (draft.kind !== 'drafted') return { kind: 'other', other: draft };
      if (draft.usage !== null) usages.push(draft.usage);
      const cited = await trace.step(
        'citations',
        () => resolveCitations(draft.text, passages, draft.quotes ?? [], policy.quoteLength),
        citationDetail,
      );
      return { kind: 'text', draft: { ...draft, cited } };
    },
    // After the citations, since taking out an invented mark can join what stood on both sides of it.
    guard: ({ cited }, mayReask) =>
      trace.step(
        'output-guards',
        () =>
          runGuards(
            guards,
            'output',
            { text: cited.text, question, evidence },
            { clock, signal, mayReask, stopAtBlock: true },
          ),
        guardDetail,
      ),
  });
  if (asked.kind === 'other') return asked.other;
  const { draft, result } = asked;
  // A model that says in its own words that the passages hold no answer has not failed.
  if (result.blockedBy === 'sounds-good' && isRefusal(draft.text)) return { kind: 'nothing' };
  if (result.outcome === 'block') return { kind: 'blocked', blockedBy: result.blockedBy ?? 'guard' };
  const citations = draft.cited.citations.filter(({ n }) => result.text.includes(`[${n}]`));
  // A sentence that a guard took out leaves its line.
  return {
    kind: 'written',
    text: result.text.trim(),
    citations,
    usage: totalOf(usages),
    loose: isLoose(result) || missesQuestion(draft.signals),
    unmet: draft.signals?.unmet ?? 0,
  };
}

/** Whether a quote lacks the kind of thing that was asked for, or most of what was asked about: it is at most partly an answer. */
function missesQuestion(signals: QuoteSignals | undefined): boolean {
  if (signals === undefined) return false;
  const { holdsAsked, leans, doubtful, coverWithHeadings } = signals;
  return holdsAsked === false || leans || doubtful || coverWithHeadings < policy.foundCover;
}

async function generate(answerer: Answerer, request: AnswerRequest): Promise<Draft> {
  try {
    return await answerer.answer(request);
  } catch (error) {
    const reason = request.signal.aborted ? 'timeout' : 'provider-error';
    return { kind: 'failed', reason, message: messageOf(error) };
  }
}

/** Every try costs. A count that one provider did not say stays unknown. */
function totalOf(usages: Usage[]): Usage | null {
  return usages.reduce<Usage | null>(
    (sum, usage) =>
      sum === null
        ? usage
        : {
            model: usage.model,
            inputTokens: plus(sum.inputTokens, usage.inputTokens),
            outputTokens: plus(sum.outputTokens, usage.outputTokens),
          },
    null,
  );
}

const plus = (one: number | null, other: number | null) =>
  one === null || other === null ? null : one + other;
