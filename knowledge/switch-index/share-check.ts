import { sql } from 'kysely';
import type { Store } from '../../core/store/schema.ts';
import { sentencesToQuote } from '../../core/text/sentences-to-quote.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import { parseQuestion } from '../index/ranking/question.ts';
import { SELF_CHECK } from '../index/ranking/weights.ts';
import { type CheckCurve, shareOf } from '../index/training/self-check.ts';
import { createLexicalIndex, type LexicalIndex } from '../index/words/lexical-index.ts';
import { passagesToIndex } from '../search/follow-store.ts';
import type { PassageVectors } from '../search/passage-vectors.ts';

/** A question made of a text, and the place of the passage that it was taken from. */
type Pair = { query: string; target: number };

/**
 * What a provider's vectors should have of the fused score: the share that finds held-back headings' sections best,
 * 0 when none is better than words alone, as for the corpus's own vectors (`self-check.ts`). Null when the corpus
 * gives too few pairs to tell. Embeds a bounded sample anew: passages stand without their breadcrumbs here.
 * Throws what the provider throws.
 */
export async function checkShare(
  deps: { store: Store; vectors: PassageVectors; pause(): Promise<unknown> },
  most: { passages: number; pairs: number },
  signal: AbortSignal,
): Promise<number | null> {
  const { bodies, pairs } = cutPairs(await samplePassages(deps.store, most.passages), most.pairs);
  if (pairs.length < SELF_CHECK.fewestPairs) return null;
  const texts = pairs.map(({ query }) => query);
  const queries = await deps.vectors.ofTexts(texts, 'query', signal);
  const units = await deps.vectors.ofTexts(bodies, 'passage', signal);
  const words = createLexicalIndex();
  words.add(bodies.map((text, id) => ({ ...NOWHERE, id, documentKey: String(id), text })));
  const sums: CheckCurve = SELF_CHECK.shares.map(() => 0);
  for (const [at, { query, target }] of pairs.entries()) {
    const lexical = wordScores(words, query, bodies.length);
    const vector = queries[at] as Float32Array;
    const similar = Float32Array.from(units, (unit) => Math.max(0, dot(unit, vector)));
    SELF_CHECK.shares.forEach((share, place) => {
      sums[place] = (sums[place] as number) + gainOf(lexical, similar, share, target);
    });
    await deps.pause();
  }
  return shareOf(sums.map((sum) => sum / pairs.length));
}

const NOWHERE = { collection: '', title: '', path: '', headings: [] };

/** Every n-th published passage. */
async function samplePassages(store: Store, most: number): Promise<IndexedPassage[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS total
      FROM passages WHERE current = 1) AS numbered WHERE n % ((total + ${most} - 1) / ${most}) = 0`.execute(
    store,
  );
  const found = await passagesToIndex(
    store,
    rows.map((row) => row.id),
  );
  return found.sort((a, b) => a.id - b.id);
}

/** A heading that one passage of the sample has asks for it; passages without one are asked for by a sentence. */
function cutPairs(passages: IndexedPassage[], most: number): { bodies: string[]; pairs: Pair[] } {
  const crumbs = passages.map(({ title, headings }) => [title, ...headings].join(' ').trim());
  const uses = new Map<string, number>();
  for (const crumb of crumbs) uses.set(crumb, (uses.get(crumb) ?? 0) + 1);
  const bodies: string[] = [];
  const byHeading: Pair[] = [];
  const bySentence: Pair[] = [];
  passages.forEach(({ text }, target) => {
    const query = crumbs[target] ?? '';
    if (query !== '' && uses.get(query) === 1) {
      byHeading.push({ query, target });
      bodies.push(text);
      return;
    }
    const sentences = sentencesToQuote(text);
    const one = sentences[Math.floor(sentences.length / 2)];
    if (one === undefined || sentences.length < 2) bodies.push(text);
    else {
      bySentence.push({ query: text.slice(one.start, one.end), target });
      bodies.push(text.slice(0, one.start) + text.slice(one.end));
    }
  });
  return { bodies, pairs: [...evenly(byHeading, most), ...bySentence].slice(0, most) };
}

function evenly<T>(all: T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)] as T);
}

/** BM25 of a question over each body, over the best one. */
function wordScores(words: LexicalIndex, text: string, count: number): Float32Array {
  const { terms } = parseQuestion(text, {
    terms: words.tables.terms,
    size: words.size,
    frequencyOf: words.frequencyOf,
  });
  const known = terms.filter(({ id }) => id >= 0);
  const scores = words.score(known.map(({ id, weight }) => ({ term: id, weight })));
  const lexical = Float32Array.from({ length: count }, (_, id) => words.scoreOf(scores, id));
  const best = lexical.reduce((most, score) => Math.max(most, score), 0) || 1;
  return lexical.map((score) => score / best);
}

/** 1 / log2(1 + rank) of the target; 0 beyond the depth that counts. */
function gainOf(lexical: Float32Array, similar: Float32Array, share: number, target: number): number {
  const scoreOf = (at: number) => (1 - share) * (lexical[at] as number) + share * (similar[at] as number);
  const own = scoreOf(target);
  let rank = 1;
  for (let at = 0; at < lexical.length; at++) if (at !== target && scoreOf(at) >= own) rank++;
  return rank > SELF_CHECK.depth ? 0 : 1 / Math.log2(1 + rank);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
