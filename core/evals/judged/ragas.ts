/** Ragas's scores, 0 to 1, from what its judge said: the arithmetic without the judge. Null = nothing to count. */

type Verdicts = readonly boolean[];

const share = (verdicts: Verdicts): number | null =>
  verdicts.length === 0 ? null : verdicts.filter(Boolean).length / verdicts.length;

/** Of the answer's statements, those that the passages support. */
export const faithfulness = share;

/** Of the reference's sentences, those that the passages hold. */
export const contextRecall = share;

/** Mean precision at the ranks of useful passages, best rank first. */
export function contextPrecision(useful: Verdicts): number {
  let found = 0;
  let sum = 0;
  useful.forEach((isUseful, at) => {
    if (!isUseful) return;
    found += 1;
    sum += found / (at + 1);
  });
  // Upstream's guard against a division by nothing: a perfect ranking scores a hair below 1.
  return sum / (found + 1e-10);
}

/** F1 over statements: right ones, ones that the reference lacks, ones that the answer lacks. */
export function statementF1({ tp, fp, fn }: { tp: number; fp: number; fn: number }): number {
  return tp === 0 ? 0 : tp / (tp + 0.5 * (fp + fn));
}

/** Ragas's default weights of statements and of likeness by embeddings. */
const CORRECTNESS = { statements: 0.75, similarity: 0.25 } as const;

/** `similarity` is null where it was not measured: then the statements alone count. */
export function answerCorrectness(f1: number, similarity: number | null): number {
  return similarity === null ? f1 : CORRECTNESS.statements * f1 + CORRECTNESS.similarity * similarity;
}

/** Mean cosine between the question and those made from the answer; 0 where all of these were evasive. */
export function answerRelevancy(
  question: readonly number[],
  generated: readonly (readonly number[])[],
  evasive: Verdicts,
): number | null {
  if (generated.length === 0) return null;
  if (evasive.length > 0 && evasive.every(Boolean)) return 0;
  return generated.reduce((sum, one) => sum + cosine(question, one), 0) / generated.length;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : dot(a, b) / length;
}

/** Shares of ids: of those found, the wanted ones; of those wanted, the found ones. */
export function idPrecision(retrieved: readonly string[], reference: readonly string[]): number | null {
  const wanted = new Set(reference);
  return share([...new Set(retrieved)].map((id) => wanted.has(id)));
}

export function idRecall(retrieved: readonly string[], reference: readonly string[]): number | null {
  return idPrecision(reference, retrieved);
}

/** What a wrong answer's claims rest on. Rows are passages: which reference statements and which claims each supports. */
export type NoiseJudged = {
  passageToReference: readonly Verdicts[];
  passageToAnswer: readonly Verdicts[];
  /** Which claims of the answer the reference supports. */
  correct: Verdicts;
};

/** Shares of all claims that are wrong and rest on a relevant passage, or on irrelevant ones alone. */
export function noiseSensitivity({ passageToReference, passageToAnswer, correct }: NoiseJudged): {
  relevant: number | null;
  irrelevant: number | null;
} {
  const isRelevant = passageToReference.map((row) => row.some(Boolean));
  const restsOn = (claim: number, relevant: boolean): boolean =>
    passageToAnswer.some((row, at) => isRelevant[at] === relevant && row[claim] === true);
  const wrong = correct.map((isCorrect) => !isCorrect);
  return {
    relevant: share(wrong.map((isWrong, claim) => isWrong && restsOn(claim, true))),
    irrelevant: share(
      wrong.map((isWrong, claim) => isWrong && restsOn(claim, false) && !restsOn(claim, true)),
    ),
  };
}
