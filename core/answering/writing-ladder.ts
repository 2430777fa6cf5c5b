import { QUOTE_INSTEAD } from '../defensive-ux/wording.ts';
import type { Answerer, AnswerRequest } from '../ports/answerer.ts';
import type { PassedOver } from '../ports/chat-model.ts';
import { createDeadline } from '../ports/clock.ts';
import { policy } from '../rag/policy.ts';
import type { TraceBuilder } from './trace-builder.ts';
import { type WritingDeps, type Written, writeAnswer } from './writing.ts';

/** Why a model gave nothing that may be shown. */
type WhyNot = { because: string; passedOver: PassedOver[] };

/**
 * The first two rungs of the ladder by which an answer degrades: written in full; else quoted, where the answerer names who
 * quotes and the evidence is good enough to quote on. What fails here ends as the nearest documents with an apology.
 */
export async function writeOrQuote(
  deps: WritingDeps,
  request: AnswerRequest,
  trace: TraceBuilder,
  evidence: number,
): Promise<{ written: Written; by: Answerer }> {
  const { answerer, clock } = deps;
  const { fallback } = answerer;
  const quote = async (quoter: Answerer): Promise<Written> => {
    const quoted = await writeAnswer({ ...deps, answerer: quoter }, request, trace);
    return isTooFarOff(quoted, evidence) ? { kind: 'nothing' } : quoted;
  };
  if (fallback === undefined) return { written: await quote(answerer), by: answerer };
  const leftMs = Math.max(0, policy.deadlineMs - policy.quotingMs - trace.elapsed());
  const patience = createDeadline(clock, leftMs, request.signal);
  const written = await writeAnswer(deps, { ...request, signal: patience.signal }, trace).finally(
    patience.clear,
  );
  const why = whyNot(written, answerer);
  if (why === null || evidence < policy.quoteAbove || request.signal.aborted)
    return { written, by: answerer };
  await trace.step(
    QUOTE_INSTEAD,
    () => why,
    (detail) => ({ ...detail }),
  );
  deps.onShown?.('');
  const quoted = await quote(fallback);
  return quoted.kind === 'written' ? { written: quoted, by: fallback } : { written, by: answerer };
}

/** Whether a quote has so little of what was asked straight away that it takes more evidence than there is to show it. */
function isTooFarOff(written: Written, evidence: number): boolean {
  if (written.kind !== 'written' || written.unmet <= policy.quoteUnmetFrom) return false;
  const logOdds = policy.quoteUnmetLogOdds * (written.unmet - policy.quoteUnmetFrom);
  return evidence < 1 / (1 + Math.exp(-logOdds));
}

/** Null where there is an answer, or where the model read the passages and found none in them. */
function whyNot(written: Written, answerer: Answerer): WhyNot | null {
  if (written.kind === 'blocked') return { because: `guard-${written.blockedBy}`, passedOver: [] };
  if (written.kind !== 'failed') return null;
  const { model = answerer.id, reason, message, passedOver = [] } = written;
  return { because: `model-${reason}`, passedOver: [...passedOver, { model, reason, message }] };
}
