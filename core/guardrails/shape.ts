import { saysMoreThanMarks } from '../text/citation-marks.ts';
import type { Guard, NamedGuard, Verdict } from './guard.ts';

/** Zero-width, bidirectional and tag characters: invisible text that people cannot see but models read. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
/** Joiners that emoji and some scripts need. */
const NEEDED = /[\u200c\u200d]/;

/** Takes invisible characters out of questions, passages and answers. */
export const invisibleGuard: Guard = {
  id: 'invisible',
  stages: ['input', 'retrieval', 'output'],
  action: 'fix',
  check({ text }): Verdict {
    const spans = [...text.matchAll(INVISIBLE)]
      .filter((match) => !NEEDED.test(match[0]))
      .map((match): [number, number] => [match.index, match.index + match[0].length]);
    if (spans.length === 0) return { kind: 'pass' };
    const fixed = text.replace(INVISIBLE, (found) => (NEEDED.test(found) ? found : ''));
    return { kind: 'fail', message: 'The text holds invisible characters.', spans, fixed };
  },
};

/** Refuses an answer with no words in it. */
export const emptyGuard: Guard = {
  id: 'empty',
  stages: ['output'],
  action: 'refrain',
  reads: 'whole',
  check({ text }): Verdict {
    if (saysMoreThanMarks(text)) return { kind: 'pass' };
    return { kind: 'fail', message: 'The answer is empty.', spans: [] };
  },
};

/** The most characters an answer may have, code included: platforms split what is merely long. */
const LONGEST_ANSWER = 40_000;

/** Refuses an answer of absurd length. */
export const lengthGuard: Guard = {
  id: 'length',
  stages: ['output'],
  action: 'refrain',
  check({ text }): Verdict {
    if (text.length <= LONGEST_ANSWER) return { kind: 'pass' };
    return { kind: 'fail', message: 'The answer is far too long.', spans: [[LONGEST_ANSWER, text.length]] };
  },
};

export const invisible: NamedGuard = {
  label: 'Invisible text',
  description: 'Takes out characters that people do not see but models read.',
  essential: true,
  guards: [invisibleGuard],
};

export const empty: NamedGuard = {
  label: 'Empty answers',
  description: 'Holds back an answer with no words in it.',
  guards: [emptyGuard],
};

export const length: NamedGuard = {
  label: 'Length',
  description: 'Holds back an answer that is far too long.',
  guards: [lengthGuard],
};
