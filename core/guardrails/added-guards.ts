import { saysMoreThanMarks, withoutMarks } from '../text/citation-marks.ts';
import { type Sentence, sentencesToCheck } from '../text/sentences-to-check.ts';
import { spansOf } from './detectors/finding.ts';
import type { Guard, Verdict } from './guard.ts';
import { type CatalogEntry, catalogEntry } from './guard-catalog.ts';
import { withoutSpans } from './spans.ts';

/** A guard that settings bring in: it asks a model or a service, so it stands after those that ship. */
export type AddedGuard = CatalogEntry & {
  /** Part of the cache key: who judges, and by which words. */
  version: string;
  /** The setting that brought it in. */
  setting: string;
};

/** Who says which sentences the sources support. Rejects when it cannot tell. */
export type SupportJudge = {
  /** Model and prompt version. */
  readonly id: string;
  /** One verdict a sentence, in order. `asked` is what the answer is for. */
  judge(
    request: { sentences: string[]; evidence: string[]; asked: string },
    signal: AbortSignal,
  ): Promise<('supported' | 'unsupported' | 'contradicted')[]>;
};

/** Id of the guard below: where it passes, the word-by-word grounding has nothing to add. */
export const JUDGE = 'judge';

const pass: Verdict = { kind: 'pass' };
/** A model reads the whole answer once more. */
const JUDGE_MS = 20_000;
const MODERATION_MS = 8_000;

/**
 * Takes out, or has written again, what a model finds unsupported. Sentences that stand word for word in a source are not
 * asked about, so quoted answers cost nothing. A judge that cannot be reached leaves the guards that ship in charge.
 */
export function createJudgeGuard(judge: SupportJudge): AddedGuard {
  const guard: Guard = {
    id: JUDGE,
    stages: ['output'],
    action: 'fix_reask',
    cost: 'slow',
    reads: 'whole',
    budgetMs: JUDGE_MS,
    onError: 'open',
    async check({ text, question = '', evidence }, run): Promise<Verdict> {
      if (evidence === undefined) return pass;
      const doubtful = sentencesToCheck(text).filter((sentence) => isClaim(sentence, evidence));
      if (doubtful.length === 0) return pass;
      const signal = run?.signal ?? new AbortController().signal;
      // What was said of a sentence holds for this run: a text without the others is not asked about again.
      const known = (run?.notes ?? new Map()) as Map<string, unknown>;
      const sentences = doubtful.map(bareText).filter((text) => !known.has(text));
      if (sentences.length > 0) {
        const verdicts = await judge.judge({ sentences, evidence, asked: question }, signal);
        sentences.forEach((text, at) => void known.set(text, verdicts[at]));
      }
      const failed = doubtful.filter((sentence) => known.get(bareText(sentence)) !== 'supported');
      if (failed.length === 0) return pass;
      const spans = spansOf(failed.map((one) => ({ ...one, kind: 'unsupported', confidence: 1 })));
      const message = `The sources do not support: ${failed.map((one) => `"${bareText(one)}"`).join(' ')}`;
      const fixed = withoutSpans(text, spans);
      return saysMoreThanMarks(fixed)
        ? { kind: 'fail', message, spans, fixed }
        : { kind: 'fail', message, spans };
    },
  };
  return {
    ...catalogEntry({
      label: 'Support, judged by a model',
      description:
        'Takes sentences out that a language model finds unsupported by the sources, or has them written again.',
      guards: [guard],
    }),
    version: judge.id,
    setting: 'DOCENT_JUDGE',
  };
}

/** What a moderation service says of a text: the kinds of harm that it found, none for a harmless one. */
export type Moderate = (text: string, signal: AbortSignal) => Promise<string[]>;

/** Refuses what a moderation service flags, in questions and in answers. Out of reach it blocks: safety fails closed. */
export function createModerationGuard(moderate: Moderate, version: string): AddedGuard {
  const guard: Guard = {
    id: 'moderation',
    stages: ['input', 'output'],
    action: 'refrain',
    cost: 'slow',
    reads: 'whole',
    budgetMs: MODERATION_MS,
    async check({ text, evidence = [] }, run): Promise<Verdict> {
      // What the team published itself is quoted, whatever a stranger's model thinks of it.
      if (evidence.some((passage) => passage.includes(withoutMarks(text).trim()))) return pass;
      const kinds = await moderate(text, run?.signal ?? new AbortController().signal);
      if (kinds.length === 0) return pass;
      return { kind: 'fail', message: `Harmful language: ${kinds.join(', ')}.`, spans: [[0, text.length]] };
    },
  };
  return {
    ...catalogEntry({
      label: 'Harmful language, judged by a service',
      description: 'Refuses questions and holds back answers that a moderation service flags.',
      guards: [guard],
    }),
    version,
    setting: 'DOCENT_MODERATION',
  };
}

const bareText = ({ text }: Sentence): string => withoutMarks(text).trim();

/** A sentence that says something and does not stand in a source as it is. */
function isClaim(sentence: Sentence, evidence: readonly string[]): boolean {
  const bare = bareText(sentence);
  return /[\p{L}\p{N}]/u.test(bare) && !evidence.some((passage) => passage.includes(bare));
}
