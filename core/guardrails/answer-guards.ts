import { saysMoreThanMarks } from '../text/citation-marks.ts';
import { detectUncited } from './detectors/citations.ts';
import { applyFixes, spansOf } from './detectors/finding.ts';
import { type SentenceSupport, scoreGrounding } from './detectors/grounding.ts';
import { LITTLE_SUPPORT, OTHER_LANGUAGE } from './detectors/grounding-features.ts';
import { detectBadAnswer } from './detectors/sounds-good.ts';
import { detectSyntax } from './detectors/syntax.ts';
import type { Guard, NamedGuard, Subject, Verdict } from './guard.ts';
import { tidy, withoutSpans } from './spans.ts';

const pass: Verdict = { kind: 'pass' };

/**
 * Notes sentences of which the sources hold little. Word by word a good paraphrase looks the same, so nothing is taken
 * out for it: the answer is marked as partly covered (see `core/answering/writing.ts`).
 */
export const groundingGuard: Guard = {
  id: 'grounding',
  stages: ['output'],
  action: 'noop',
  reads: 'sentence',
  check(subject): Verdict {
    return unsupportedIn(subject, () => true) ?? pass;
  },
};

/** Takes out, or has written again, what the sources speak against: figures, names, negations, or no sources at all. */
export const contradictionGuard: Guard = {
  id: 'contradiction',
  stages: ['output'],
  action: 'fix_reask',
  reads: 'sentence',
  check(subject): Verdict {
    return (
      unsupportedIn(subject, ({ reasons }) =>
        reasons.some((reason) => reason !== LITTLE_SUPPORT && reason !== OTHER_LANGUAGE),
      ) ?? pass
    );
  },
};

/** The verdict on sentences that the evidence does not support and that `counts`; null where there are none. */
function unsupportedIn(
  { text, evidence, question }: Subject,
  counts: (sentence: SentenceSupport) => boolean,
): Verdict | null {
  if (evidence === undefined) return null;
  const { sentences } = scoreGrounding(text, evidence, question);
  const unsupported = sentences.filter((sentence) => !sentence.supported && counts(sentence));
  if (unsupported.length === 0) return null;
  const spans = spansOf(unsupported.map((sentence) => ({ ...sentence, kind: 'unsupported', confidence: 1 })));
  const reasons = [...new Set(unsupported.flatMap((sentence) => sentence.reasons))].slice(0, 3);
  const message = `The sources do not support ${unsupported.length} of ${sentences.length} sentences: ${reasons.join('; ')}.`;
  if (unsupported.length === sentences.length) return { kind: 'fail', message, spans };
  return { kind: 'fail', message, spans, fixed: withoutSpans(text, spans) };
}

/** Takes out claims that carry no source mark where others do. */
export const citationsGuard: Guard = {
  id: 'citations',
  stages: ['output'],
  action: 'filter',
  reads: 'whole',
  check({ text, evidence }): Verdict {
    const findings = detectUncited(text, evidence);
    if (findings.length === 0) return pass;
    const spans = spansOf(findings);
    const message = `${findings.length} claims carry no source.`;
    return { kind: 'fail', message, spans, fixed: withoutSpans(text, spans) };
  },
};

/** Asks again for an answer that is cut off, says the question again, declines, rambles or is in another language. */
export const soundsGoodGuard: Guard = {
  id: 'sounds-good',
  stages: ['output'],
  action: 'reask',
  reads: 'whole',
  onError: 'open',
  check({ text, question, evidence }): Verdict {
    // An empty answer is the business of the guard `empty`.
    const findings = detectBadAnswer(text, { question, evidence }).filter(({ kind }) => kind !== 'empty');
    if (findings.length === 0) return pass;
    const message = `The answer does not read well: ${[...new Set(findings.map(({ kind }) => kind))].join(', ')}.`;
    const spans = spansOf(findings);
    if (findings.some(({ fix }) => fix === undefined)) return { kind: 'fail', message, spans };
    const fixed = tidy(applyFixes(text, findings));
    return saysMoreThanMarks(fixed)
      ? { kind: 'fail', message, spans, fixed }
      : { kind: 'fail', message, spans };
  },
};

/** Closes what markup and JSON left open. */
export const syntaxGuard: Guard = {
  id: 'syntax',
  stages: ['output'],
  action: 'fix',
  reads: 'whole',
  onError: 'open',
  check({ text }): Verdict {
    const findings = detectSyntax(text);
    if (findings.length === 0) return pass;
    const message = `The markup is broken: ${[...new Set(findings.map(({ kind }) => kind))].join(', ')}.`;
    const spans = spansOf(findings);
    if (findings.some(({ fix }) => fix === undefined)) return { kind: 'fail', message, spans };
    const fixed = findings
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (before, { start, end, fix }) => before.slice(0, start) + (fix ?? '') + before.slice(end),
        text,
      );
    return { kind: 'fail', message, spans, fixed };
  },
};

export const grounding: NamedGuard = {
  label: 'Support',
  description: 'Marks an answer as partly covered where its sources hold little of a sentence.',
  choices: ['noop', 'filter', 'fix_reask'],
  guards: [groundingGuard],
};

export const contradiction: NamedGuard = {
  label: 'Contradictions',
  description:
    'Takes out sentences that the sources speak against (figures, dates, names, must or may) or that rest on nothing in them.',
  choices: ['fix_reask', 'filter', 'refrain', 'noop'],
  guards: [contradictionGuard],
};

export const citations: NamedGuard = {
  label: 'Citations',
  description: 'Takes out claims that carry no source where others do.',
  choices: ['filter', 'reask', 'noop'],
  guards: [citationsGuard],
};

export const soundsGood: NamedGuard = {
  label: 'Reads well',
  description:
    'Repairs or asks again for an answer that is cut off, an echo, an apology or in another language.',
  choices: ['reask', 'fix_reask', 'noop'],
  guards: [soundsGoodGuard],
};

export const syntax: NamedGuard = {
  label: 'Markup',
  description: 'Closes tables, code and JSON that an answer left open.',
  choices: ['fix', 'noop'],
  guards: [syntaxGuard],
};
