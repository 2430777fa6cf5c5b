/** Kept questions by the words of their subject. */
export type QuestionPostings = {
  /** `content` = words of the subject, named by their synonym group. Replaces what the key had. */
  put(entry: { key: string; scope: string; question: string; content: readonly string[] }): void;
  remove(key: string): void;
  /**
   * The questions of a scope that share most of these words: equal subjects first, then those that share the rarest
   * words; of two alike the newer one. What it costs does not grow with the number of questions.
   */
  candidates(scope: string, content: readonly string[], most: number): { key: string; question: string }[];
  readonly size: number;
};

/** Of one word's questions, so many of the newest are looked at. */
const PER_WORD = 400;
/** Places of removed questions are given back once there are so many, and as many as those in use. */
const LEAST_HOLES = 1_000;

type Kept = { key: string; scope: string; question: string; content: readonly string[] };

export function createQuestionPostings(): QuestionPostings {
  /** In order of age; null = removed. */
  let kept: (Kept | null)[] = [];
  const placeOf = new Map<string, number>();
  let byWord = new Map<string, number[]>();
  let bySubject = new Map<string, number[]>();

  function insert(entry: Kept): void {
    const place = kept.push(entry) - 1;
    placeOf.set(entry.key, place);
    for (const word of entry.content) append(byWord, `${entry.scope} ${word}`, place);
    append(bySubject, subjectOf(entry.scope, entry.content), place);
  }

  function remove(key: string): void {
    const place = placeOf.get(key);
    if (place === undefined) return;
    kept[place] = null;
    placeOf.delete(key);
    const holes = kept.length - placeOf.size;
    if (holes > LEAST_HOLES && holes > placeOf.size) closeHoles();
  }

  function closeHoles(): void {
    const left = kept.filter((entry) => entry !== null);
    kept = [];
    placeOf.clear();
    byWord = new Map();
    bySubject = new Map();
    for (const entry of left) insert(entry);
  }

  return {
    get size() {
      return placeOf.size;
    },
    put(entry) {
      remove(entry.key);
      insert(entry);
    },
    remove,
    candidates(scope, content, most) {
      const scores = new Map<number, number>();
      const look = (places: readonly number[], weight: number): void => {
        const end = Math.max(0, places.length - PER_WORD);
        for (let at = places.length - 1; at >= end; at--) {
          const place = places[at] as number;
          if (kept[place] !== null) scores.set(place, (scores.get(place) ?? 0) + weight);
        }
      };
      // Of an equal subject every word counts: more than any other can have.
      const rarity = (places: readonly number[]): number => Math.log1p(placeOf.size / places.length);
      const found = content.map((word) => byWord.get(`${scope} ${word}`) ?? []);
      const all = found.reduce((sum, places) => sum + (places.length === 0 ? 0 : rarity(places)), 1);
      for (const places of found) if (places.length > 0) look(places, rarity(places));
      look(bySubject.get(subjectOf(scope, content)) ?? [], all);
      return [...scores]
        .sort(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || b - a)
        .slice(0, most)
        .flatMap(([place]) => kept[place] ?? []);
    },
  };
}

function subjectOf(scope: string, content: readonly string[]): string {
  return `${scope} ${content.toSorted().join(' ')}`;
}

function append(lists: Map<string, number[]>, name: string, place: number): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [place]);
  else list.push(place);
}
