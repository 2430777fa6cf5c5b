import { z } from 'zod';
import type { RerankPassage } from '../../ports/reranker.ts';
import { rerankSettings } from './rerank-settings.ts';

/**
 * How reranking servers are spoken to. `documents`: Cohere v2, Jina, Voyage, vLLM and llama.cpp's server, which all give
 * every document's score unless told otherwise. `texts`: Hugging Face's Text Embeddings Inference, which serves one model.
 */
export type RerankShape = 'documents' | 'texts';

export function rerankBody(
  shape: RerankShape,
  asked: { model: string; question: string; passages: readonly RerankPassage[] },
): Record<string, unknown> {
  const texts = asked.passages.map(({ headings, text }) =>
    [headings.filter((one) => one !== '').join(' > '), text]
      .join('\n')
      .slice(0, rerankSettings.passageLength.http),
  );
  return shape === 'texts'
    ? { query: asked.question, texts, truncate: true }
    : { model: asked.model, query: asked.question, documents: texts };
}

const row = z.union([
  z
    .object({ index: z.int().min(0), relevance_score: z.number() })
    .transform((r) => [r.index, r.relevance_score] as const),
  z.object({ index: z.int().min(0), score: z.number() }).transform((r) => [r.index, r.score] as const),
]);
/** `results` of Cohere, Jina, vLLM and llama.cpp; `data` of Voyage; a bare list of Text Embeddings Inference. */
const reply = z.union([
  z.array(row),
  z.object({ results: z.array(row) }).transform(({ results }) => results),
  z.object({ data: z.array(row) }).transform(({ data }) => data),
]);

/** A score for each of `count` passages, or in words why this is no judgement of them: all of it counts, or nothing. */
export function readScores(text: string, count: number): { scores: number[] } | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrong: 'The answer is not JSON.' };
  }
  const parsed = reply.safeParse(value);
  if (!parsed.success) return { wrong: 'The answer is no list of indexes with scores.' };
  const scores = new Map(parsed.data);
  if (parsed.data.length !== count)
    return { wrong: `${parsed.data.length} scores came for ${count} passages.` };
  const ordered = Array.from({ length: count }, (_, index) => scores.get(index));
  return ordered.every((score) => score !== undefined)
    ? { scores: ordered }
    : { wrong: 'Some passages have two scores, others none.' };
}
