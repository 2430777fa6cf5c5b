import type { Candidate, Lesson } from './candidates.ts';
import type { Golden } from './golden.ts';
import { jaccard, plainQuestion, wordSet } from './likeness.ts';
import { EXPORT_LIMITS } from './limits.ts';
import { privateIn } from './private-text.ts';
import type { DropReason, Tally } from './tally.ts';

/** Leaves out what no model may or needs to learn. */
export function learnable(candidates: readonly Candidate[], golden: Golden, tally: Tally): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const reason =
      against(candidate.lesson, golden) ?? (seen.has(keyOf(candidate.lesson)) ? 'duplicate' : null);
    if (reason !== null) tally.drop(reason);
    else seen.add(keyOf(candidate.lesson));
    return reason === null;
  });
}

function against(lesson: Lesson, golden: Golden): DropReason | null {
  const { question, texts } = partsOf(lesson);
  const [least, most] = lesson.kind === 'text' ? EXPORT_LIMITS.passage : EXPORT_LIMITS.answer;
  const [shortest, longest] = EXPORT_LIMITS.question;
  if (question !== null && (question.length < shortest || question.length > longest)) return 'length';
  if (texts.some(({ length }) => length < least || length > most)) return 'length';
  if (question !== null && golden.is(question)) return 'golden question';
  if (texts.some((text) => golden.standsIn(text))) return 'golden question';
  const found = [question ?? '', ...texts].map(privateIn);
  return found.find((one) => one === 'secret') ?? found.find((one) => one !== null) ?? null;
}

/** Leaves one of those that say nearly the same, in each group that may hold such. Groups are clusters. */
export function withoutNear(groups: readonly (readonly Candidate[])[], tally: Tally): Candidate[][] {
  return groups.map((group) => {
    const kept: { candidate: Candidate; sets: ReadonlySet<string>[]; verdict: string }[] = [];
    for (const candidate of group) {
      const { question, texts } = partsOf(candidate.lesson);
      const sets = [...(question === null ? [] : [wordSet(plainQuestion(question))]), ...texts.map(wordSet)];
      const verdict = candidate.lesson.kind === 'verdict' ? String(candidate.lesson.good) : '';
      const isNear = kept.some(
        (other) =>
          other.verdict === verdict &&
          other.sets.length === sets.length &&
          sets.every(
            (set, at) => jaccard(set, other.sets[at] ?? new Set()) >= EXPORT_LIMITS.duplicateLikeness,
          ),
      );
      if (isNear) tally.drop('near duplicate');
      else kept.push({ candidate, sets, verdict });
    }
    return kept.map(({ candidate }) => candidate);
  });
}

/** The question, where there is one, and the other texts of a lesson. */
export function partsOf(lesson: Lesson): { question: string | null; texts: string[] } {
  switch (lesson.kind) {
    case 'answer':
    case 'verdict':
      return { question: lesson.question, texts: [lesson.answer] };
    case 'preference':
      return { question: lesson.question, texts: [lesson.chosen, lesson.rejected] };
    case 'source':
      return { question: lesson.question, texts: [lesson.passage] };
    case 'text':
      return { question: null, texts: [lesson.text] };
  }
}

function keyOf(lesson: Lesson): string {
  const { question, texts } = partsOf(lesson);
  const plain = texts.map((text) => text.replace(/\s+/g, ' ').trim());
  return JSON.stringify([
    question === null ? null : plainQuestion(question),
    plain,
    lesson.kind === 'verdict' && lesson.good,
  ]);
}
