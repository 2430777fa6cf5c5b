import { holdsAsked, readQuestion } from '../../../core/local/blocks/question-kind.ts';
import { isDirect } from '../../../core/local/direct-question.ts';
import type { PassageText } from '../host/passage-source.ts';
import type { Ranked } from '../ranking/fusion.ts';
import type { ParsedQuestion } from '../ranking/question.ts';
import { MEANING_EVIDENCE } from '../ranking/weights.ts';

import { hasEverydayTerm, termsOf } from './everyday.ts';
import type { AskedMeaning } from './unit-shelf.ts';

/** What tells, beside the words (`ranking/evidence.ts`), whether the corpus answers a question that was compared by meaning. */
export type MeaningEvidenceInput = {
  /** Log odds by words alone, above the corpus's own threshold. */
  own: number;
  /** The question as typed, and taken apart. */
  text: string;
  question: ParsedQuestion;
  /** Candidates by their log odds of being right, best first. */
  ranked: readonly Ranked[];
  documentOf(passage: number): number;
  /** What was read of the best passages, best first: shares of the question's idf, and which of its terms they hold. */
  readings: readonly { id: number; coverage: number; held: ReadonlySet<number> }[];
  /** The best passage; undefined where none was found. */
  first: PassageText | undefined;
  asked: AskedMeaning;
};

const NEAREST = 10;
/** Candidates that share the odds. */
const COMPARED = 20;

export type MeaningFeature = Exclude<keyof typeof MEANING_EVIDENCE, 'bias'>;

/** What the weights are for: each about 0..1, but `own`, which is in log odds. */
export function meaningFeatures(input: MeaningEvidenceInput): Record<MeaningFeature, number> {
  const { own, text, question, ranked, documentOf, readings, first, asked } = input;
  const cosines = asked.nearest(NEAREST, null).map((id) => bestUnit(asked, id));
  const telling = question.terms.filter(({ telling: tells }) => tells);
  const documents = readings.map(({ id }) => documentOf(id));
  const met = metShare(question, readings[0]?.held ?? new Set(), first);
  return {
    own,
    // A question of an FAQ in other words is near to the question itself, whatever its words.
    best: cosines[0] ?? 0,
    // How far the nearest passage stands out from those that are near to anything.
    gap: (cosines[0] ?? 0) - (cosines.at(-1) ?? 0),
    coverageOfThree: Math.max(0, ...readings.slice(0, 3).map(({ coverage }) => coverage)),
    sameDocument: documents.slice(1, 5).filter((document) => document === documents[0]).length / 4,
    documentShare: documentShare(ranked.slice(0, COMPARED), documentOf),
    // Long questions tell of a situation, which no text holds in so many words; but each telling word may be one that
    // nothing answers.
    words: Math.min(1, text.split(/\s+/).length / 15),
    telling: Math.min(1, telling.length / 15),
    met,
    // A question names what it is about, and a text without that is about something else.
    unmetDirect: isDirect(text) ? 1 - met : 0,
    lacks: first !== undefined && holdsAsked(first.text, readQuestion(text).whole) === false ? 1 : 0,
  };
}

/** What the first passage has of the question's telling words, by their idf: as they are, or in the documents' words for them. */
function metShare(
  { terms }: ParsedQuestion,
  held: ReadonlySet<number>,
  first: PassageText | undefined,
): number {
  const texts = first === undefined ? [] : [first.title, ...first.headings, first.text];
  const words = new Set(termsOf(texts.join('\n')));
  let [met, all] = [0, 0];
  terms.forEach(({ text, idf, telling }, index) => {
    if (!telling) return;
    all += idf;
    if (held.has(index) || hasEverydayTerm(text, words)) met += idf;
  });
  return all === 0 ? 0 : met / all;
}

/** Log odds that the corpus holds the answer; 0 where answering and abstaining part. */
export function meaningEvidence(features: Record<MeaningFeature, number>): number {
  return (Object.keys(features) as MeaningFeature[]).reduce<number>(
    (sum, name) => sum + MEANING_EVIDENCE[name] * features[name],
    MEANING_EVIDENCE.bias,
  );
}

/** What the likeliest document has of the odds of these passages. */
function documentShare(ranked: readonly Ranked[], documentOf: (passage: number) => number): number {
  const top = ranked[0]?.score ?? 0;
  const shares = new Map<number, number>();
  let total = 0;
  for (const { id, score } of ranked) {
    const odds = Math.exp(score - top);
    const document = documentOf(id);
    shares.set(document, (shares.get(document) ?? 0) + odds);
    total += odds;
  }
  return total === 0 ? 0 : Math.max(...shares.values()) / total;
}

function bestUnit(asked: AskedMeaning, id: number): number {
  const passage = asked.of(id);
  return passage === null ? 0 : Math.max(passage.crumb, ...passage.sentences);
}
