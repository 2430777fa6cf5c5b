import { jaccard, plainQuestion, stemSet } from './likeness.ts';
import { EXPORT_LIMITS } from './limits.ts';

/** Links questions that share most of their words; only those that share one are compared. */
export function linkAlike(questions: readonly (string | null)[], link: (a: number, b: number) => void): void {
  const holders = new Map<string, number[]>();
  const sets = questions.map((question) =>
    question === null ? new Set<string>() : stemSet(plainQuestion(question)),
  );
  sets.forEach((set, at) => {
    for (const stem of set) {
      const others = holders.get(stem);
      if (others === undefined) holders.set(stem, [at]);
      else others.push(at);
    }
  });
  sets.forEach((set, at) => {
    const stems = [...set].sort((a, b) => (holders.get(a)?.length ?? 0) - (holders.get(b)?.length ?? 0));
    // Two sets as alike as this share one of the rarest stems of either.
    const probed = stems.slice(0, stems.length - Math.ceil(stems.length * EXPORT_LIMITS.clusterLikeness) + 1);
    const met = new Set(probed.flatMap((stem) => holders.get(stem) ?? []));
    for (const other of met) {
      if (other !== at && jaccard(set, sets[other] ?? new Set()) >= EXPORT_LIMITS.clusterLikeness)
        link(at, other);
    }
  });
}

/** Sets that only grow together (union-find); the root is the smallest member. */
export function createUnion(size: number): { link(a: number, b: number): void; rootOf(at: number): number } {
  const parent = Array.from({ length: size }, (_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let next = at; next !== root; ) {
      const above = parent[next] ?? root;
      parent[next] = root;
      next = above;
    }
    return root;
  };
  return {
    rootOf,
    link(a, b) {
      const [x, y] = [rootOf(a), rootOf(b)];
      parent[Math.max(x, y)] = Math.min(x, y);
    },
  };
}

/** Number of the group of each question: equal ones and alike ones are together. */
export function alikeGroups(questions: readonly string[]): number[] {
  const joined = createUnion(questions.length);
  const first = new Map<string, number>();
  questions.forEach((question, at) => {
    const plain = plainQuestion(question);
    const before = first.get(plain);
    if (before === undefined) first.set(plain, at);
    else joined.link(before, at);
  });
  linkAlike(questions, joined.link);
  return questions.map((_, at) => joined.rootOf(at));
}
