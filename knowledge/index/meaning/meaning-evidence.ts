import { MEANING_EVIDENCE } from '../ranking/weights.ts';
import type { AskedMeaning } from './meaning-set.ts';

/** What tells, beside the words (`ranking/evidence.ts`), whether the corpus answers a question that was compared by meaning. */
export type MeaningEvidenceInput = {
  /** Log odds by words alone, above the corpus's own threshold. */
  own: number;
  question: string;
  /** The best passages, best first: their document, and the share of the question's idf that they hold. */
  hits: readonly { id: number; document: number; coverage: number }[];
  asked: AskedMeaning;
};

const NEAREST = 10;

export type MeaningFeature = Exclude<keyof typeof MEANING_EVIDENCE, 'bias'>;

/** What the weights are for: each about 0..1, but `own`, which is in log odds. */
export function meaningFeatures({
  own,
  question,
  hits,
  asked,
}: MeaningEvidenceInput): Record<MeaningFeature, number> {
  const cosines = asked.nearest(NEAREST, null).map((id) => bestUnit(asked, id));
  const [first] = hits;
  return {
    own,
    best: first === undefined ? 0 : bestUnit(asked, first.id),
    // How far the nearest passage stands out from those that are near to anything.
    gap: (cosines[0] ?? 0) - (cosines.at(-1) ?? 0),
    coverage: first?.coverage ?? 0,
    coverageOfThree: Math.max(0, ...hits.slice(0, 3).map(({ coverage }) => coverage)),
    sameDocument: hits.slice(1, 5).filter(({ document }) => document === first?.document).length / 4,
    // Long questions tell of a situation: no text holds all of their words.
    words: Math.min(1, question.split(/\s+/).length / 15),
  };
}

/** Log odds that the corpus holds the answer; 0 where answering and abstaining part. */
export function meaningEvidence(input: MeaningEvidenceInput): number {
  const features = meaningFeatures(input);
  return (Object.keys(features) as MeaningFeature[]).reduce<number>(
    (sum, name) => sum + MEANING_EVIDENCE[name] * features[name],
    MEANING_EVIDENCE.bias,
  );
}

function bestUnit(asked: AskedMeaning, id: number): number {
  const passage = asked.of(id);
  return passage === null ? 0 : Math.max(passage.crumb, ...passage.sentences);
}
