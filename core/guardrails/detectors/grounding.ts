import { saysMoreThanMarks } from '../../text/citation-marks.ts';
import { isOmission } from '../../text/omission-mark.ts';
import { type Sentence, sentencesToCheck } from '../../text/sentences-to-check.ts';
import { grounding as rules } from '../rules/grounding-rules.ts';
import { readEvidence, readSentence } from './grounding-features.ts';

/** A sentence with how well the evidence supports it, 0..1, and what speaks against it. */
export type SentenceSupport = Sentence & { score: number; supported: boolean; reasons: string[] };

/** `score` 0..1, 1 = every sentence fully supported. */
export type Grounding = { score: number; sentences: SentenceSupport[] };

/**
 * How well evidence supports a text, sentence by sentence: words found in the evidence, found together in one place, in
 * phrases, and beyond what the question already said; against it speak figures and names that the evidence lacks and a turned
 * polarity. No model. Without evidence nothing is supported.
 */
export function scoreGrounding(text: string, evidence: readonly string[], question = ''): Grounding {
  const source = readEvidence(evidence);
  const sentences = sentencesToCheck(text)
    .filter(({ text: sentence }) => saysMoreThanMarks(sentence) && !isOmission(sentence))
    .map((sentence): SentenceSupport => {
      if (source.sentences.length === 0)
        return { ...sentence, score: 0, supported: false, reasons: ['no evidence'] };
      const { score, reasons } = readSentence(sentence.text, source, question);
      return {
        ...sentence,
        score,
        supported: score >= rules.supported || (score === rules.undecided && reasons.length === 0),
        reasons,
      };
    });
  if (sentences.length === 0)
    return { score: source.sentences.length === 0 ? 0 : rules.undecided, sentences };
  const scores = sentences.map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { score: (mean + Math.min(...scores)) / 2, sentences };
}
