import { personalDataInPassageGuard, withoutPersonalData } from '../guardrails/content-guards.ts';
import type { CheckerOptions } from '../guardrails/engine/checker.ts';
import type { Guard } from '../guardrails/guard.ts';
import { runGuards } from '../guardrails/run-guards.ts';
import type { ScoredPassage, ScoredSentence, ThreadTurn } from '../types.ts';

/** Earlier turns as they may be used: a repaired one as repaired, a blocked one not at all. */
export async function guardThread(
  guards: readonly Guard[],
  thread: ThreadTurn[],
  budget: CheckerOptions = {},
): Promise<ThreadTurn[]> {
  const kept: ThreadTurn[] = [];
  for (const turn of thread) {
    const { text } = await runGuards(guards, 'input', { text: turn.text }, budget);
    if (text.trim() !== '') kept.push({ ...turn, text });
  }
  return kept;
}

/** `found` says which guards found something in which passage. */
export type GuardedPassages = { passages: ScoredPassage[]; found: { guard: string; passageId: string }[] };

/**
 * Passages as the answerer may see them: a blocked one is left out, a repaired one keeps the sentences it still has. Personal data is taken
 * out of those whose collection is in `without`.
 */
export async function guardPassages(
  inForce: readonly Guard[],
  passages: ScoredPassage[],
  question: string,
  budget: CheckerOptions = {},
  without: readonly string[] = [],
): Promise<GuardedPassages> {
  const found: GuardedPassages['found'] = [];
  const guarded = passages.map(async (given): Promise<ScoredPassage[]> => {
    const isWithout = without.includes(given.collection);
    const passage = isWithout ? { ...given, headings: given.headings.map(withoutPersonalData) } : given;
    const guards = isWithout ? [...inForce, personalDataInPassageGuard] : inForce;
    const { outcome, text, failures } = await runGuards(
      guards,
      'retrieval',
      { text: passage.text, question },
      { ...budget, stopAtBlock: true },
    );
    found.push(...failures.map(({ guard }) => ({ guard, passageId: passage.passageId })));
    if (outcome === 'allow') return [passage];
    if (outcome === 'block' || text.trim() === '') return [];
    return [{ ...passage, text, sentences: await findSentences(guards, passage, text) }];
  });
  return { passages: (await Promise.all(guarded)).flat(), found };
}

/** Where the sentences of a passage stand in its repaired text: each is repaired alone and looked up. */
async function findSentences(
  guards: readonly Guard[],
  passage: ScoredPassage,
  repaired: string,
): Promise<ScoredSentence[]> {
  const found: ScoredSentence[] = [];
  let from = 0;
  for (const sentence of passage.sentences.toSorted((a, b) => a.start - b.start)) {
    const original = passage.text.slice(sentence.start, sentence.end);
    const { text } = await runGuards(guards, 'retrieval', { text: original });
    const start = text.trim() === '' ? -1 : repaired.indexOf(text, from);
    if (start === -1) continue;
    from = start + text.length;
    found.push({ start, end: from, score: sentence.score });
  }
  return found;
}
