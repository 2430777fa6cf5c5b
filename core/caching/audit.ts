import type { Answer } from '../types.ts';
import type { CacheTier } from './entries/answer-cache.ts';
import { bypassOf } from './entries/bypass.ts';
import { chooseEntry } from './entries/choose-entry.ts';
import { digest, normalise } from './entries/exact-cache.ts';
import type { GateResult } from './gates/gates.ts';
import { questionForm } from './gates/question-form.ts';
import type { Likeness } from './lookup/question-index.ts';

/** Whether a second question would get the answer that a first one got, and all that was looked at. */
export type PairVerdict = { served: boolean; tier: CacheTier | null; gates: GateResult[] };

/**
 * Judges a pair as a cache would that holds only the first question's answer: by the rules that serve, with no
 * evidence, and nothing is written. `likeness` compares two questions in the space that the live cache uses.
 */
export async function auditPair(
  first: Answer,
  second: string,
  likeness: (a: string, b: string) => Promise<Likeness>,
): Promise<PairVerdict> {
  const refused = (gate: string, detail: string): PairVerdict => ({
    served: false,
    tier: null,
    gates: [{ gate, pass: false, detail }],
  });
  if (first.outcome !== 'answered' || first.citations.length === 0)
    return refused('answer', first.outcome === 'answered' ? 'never kept' : first.outcome);
  const bypass = bypassOf(first.standalone) ?? bypassOf(second);
  if (bypass !== null) return refused('bypass', bypass);
  if (normalise(first.standalone) === normalise(second))
    return { served: true, tier: 'exact-cache', gates: [] };
  const candidate = {
    key: first.traceId,
    question: first.standalone,
    form: questionForm(first.standalone),
    ...(await likeness(first.standalone, second)),
    answerHash: digest(first.text),
    evidence: [],
  };
  const { kind, gates } = chooseEntry(questionForm(second), [candidate], () => 0);
  return { served: kind === 'serve', tier: kind === 'serve' ? 'semantic-cache' : null, gates };
}
