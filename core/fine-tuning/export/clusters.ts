import { compare } from '../../feedback/imported-votes.ts';
import { sha256Hex } from '../../text/hashes.ts';
import { createUnion, linkAlike } from './alike-questions.ts';
import type { Candidate } from './candidates.ts';
import { partsOf } from './filter.ts';
import { plainQuestion } from './likeness.ts';
import { EXPORT_LIMITS } from './limits.ts';

/** Rows that must not be parted: one matter, asked in several ways or answered by one text. */
export type Cluster = { id: string; candidates: Candidate[] };

/**
 * Connected components over equal or alike questions, equal texts and, while there are documents enough, the same document.
 * `like` names documents that say nearly the same.
 */
export function clusterOf(candidates: readonly Candidate[], like: readonly [string, string][]): Cluster[] {
  const joined = createUnion(candidates.length);
  const byKey = new Map<string, number>();
  const link = (key: string, at: number): void => {
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, at);
    else joined.link(first, at);
  };
  const documents = createNamedUnion(like);
  const named = new Set(candidates.flatMap((one) => one.documents.map(documents)));
  const byDocument = named.size >= EXPORT_LIMITS.documentsForClusters;
  candidates.forEach(({ lesson, documents: own }, at) => {
    const { question, texts } = partsOf(lesson);
    if (question !== null) link(`q ${plainQuestion(question)}`, at);
    for (const text of texts) link(`t ${text.replace(/\s+/g, ' ').trim().toLowerCase()}`, at);
    if (byDocument || lesson.kind === 'text') for (const id of own) link(`d ${documents(id)}`, at);
  });
  linkAlike(
    candidates.map(({ lesson }) => partsOf(lesson).question),
    joined.link,
  );
  const groups = Map.groupBy(candidates.keys(), joined.rootOf);
  return [...groups.values()]
    .map((members) => {
      const of = members.flatMap((at) => candidates[at] ?? []).sort((a, b) => compare(a.id, b.id));
      return { id: `c${sha256Hex(of[0]?.id ?? '').slice(0, 12)}`, candidates: of };
    })
    .sort((a, b) => compare(a.id, b.id));
}

/** The same of names; an unknown one stands for itself. */
function createNamedUnion(pairs: readonly [string, string][]): (name: string) => string {
  const names = [...new Set(pairs.flat())].sort(compare);
  const placeOf = new Map(names.map((name, at) => [name, at]));
  const union = createUnion(names.length);
  for (const [a, b] of pairs) union.link(placeOf.get(a) ?? 0, placeOf.get(b) ?? 0);
  return (name) => {
    const at = placeOf.get(name);
    return at === undefined ? name : (names[union.rootOf(at)] ?? name);
  };
}
