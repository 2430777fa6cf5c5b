export type Scale = readonly [number, number];

/** `parsed`: how many replies, or how much of the probability, named a score of the scale. */
export type GEval = { score: number | null; parsed: number };

/**
 * G-Eval's score from the log-probabilities of the first token: the mean of the scale's whole numbers, weighted by how
 * likely each was. `parsed` is the probability that went to scores at all.
 */
export function scoreOfLogprobs(logprobs: Readonly<Record<string, number>>, [low, high]: Scale): GEval {
  let [sum, weights] = [0, 0];
  for (const [token, logprob] of Object.entries(logprobs)) {
    const word = token.trim();
    const value = Number(word);
    if (!/^\d+$/.test(word) || value < low || value > high) continue;
    sum += Math.exp(logprob) * value;
    weights += Math.exp(logprob);
  }
  return { score: weights === 0 ? null : sum / weights, parsed: weights };
}

const SCORE = /^ ?([\d.]+)/;

/**
 * G-Eval's score from sampled replies: the mean of those that begin with a number. Others are left out and show in
 * `parsed`, the share that was read; upstream counts them as 0.
 */
export function scoreOfReplies(replies: readonly string[]): GEval {
  const scores = replies.flatMap((reply) => {
    const found = SCORE.exec(reply)?.[1];
    const value = found === undefined ? Number.NaN : Number(found);
    return Number.isFinite(value) ? [value] : [];
  });
  const mean = scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return { score: mean, parsed: replies.length === 0 ? 0 : scores.length / replies.length };
}
