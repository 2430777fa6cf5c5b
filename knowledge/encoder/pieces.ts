/** A piece of a word, `▁` for a space before it, and its score: the logarithm of how probable it is. */
export type VocabularyPiece = readonly [text: string, score: number];

/** Splits a text into the ids of its most probable pieces. */
export type PieceTokenizer = (text: string) => number[];

/** The first ids stand for the unknown, for control and for what a user may define: no text has them. */
const RESERVED = 6;
const UNKNOWN = 0;
/** A character that no piece has. */
const NONE = -1;
const SPACE = '\u2581';

/**
 * A unigram tokenizer: of all ways to cut a text into pieces of the vocabulary the one with the highest sum of scores
 * (Viterbi). The text is normalised first: NFKC, runs of white space as one space, none at the ends. A character that
 * no piece begins with is unknown, several in a row are one unknown. As in the network's own tokenizer it costs
 * nothing, so that text around it is cut as if it were alone.
 */
export function createPieceTokenizer(vocabulary: readonly VocabularyPiece[]): PieceTokenizer {
  // A tree of the pieces' characters: an edge is `node * letters + letter`, small enough to be a fast key.
  const letterOf = new Map<string, number>();
  for (const [text] of vocabulary) {
    for (const character of text) if (!letterOf.has(character)) letterOf.set(character, letterOf.size);
  }
  const letters = letterOf.size;
  const edges = new Map<number, number>();
  // By node: the id of the piece that ends there, or 0.
  const pieceAt: number[] = [0];
  vocabulary.forEach(([text], id) => {
    if (id < RESERVED) return;
    let node = 0;
    for (const character of text) {
      const edge = node * letters + (letterOf.get(character) as number);
      node = edges.get(edge) ?? pieceAt.push(0) - 1;
      edges.set(edge, node);
    }
    pieceAt[node] = id;
  });
  const scores = Float64Array.from(vocabulary, ([, score]) => score);

  return (text) => {
    const spelled = charactersOf(text).map((character) => letterOf.get(character) ?? NONE);
    const count = spelled.length;
    // Scores are negative: 0 says that nothing ends here yet.
    const best = new Float64Array(count + 1);
    const ending = new Int32Array(count + 1);
    const lengths = new Int32Array(count + 1).fill(1);
    const offer = (end: number, id: number, length: number, score: number): void => {
      if (best[end] !== 0 && score < (best[end] as number)) return;
      best[end] = score;
      ending[end] = id;
      lengths[end] = length;
    };
    for (let start = 0; start < count; start++) {
      const before = best[start] as number;
      let node: number | undefined = 0;
      let any = false;
      for (let end = start; end < count; end++) {
        const letter = spelled[end] as number;
        node = letter === NONE ? undefined : edges.get(node * letters + letter);
        if (node === undefined) break;
        const id = pieceAt[node] as number;
        if (id === 0) continue;
        offer(end + 1, id, end + 1 - start, before + (scores[id] as number));
        any = true;
      }
      if (!any) offer(start + 1, UNKNOWN, 1, before);
    }
    const ids: number[] = [];
    for (let end = count; end > 0; end -= lengths[end] as number) {
      const id = ending[end] as number;
      if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
    }
    return ids.reverse();
  };
}

function charactersOf(text: string): string[] {
  const words = text.normalize('NFKC').split(/\s+/u).filter(Boolean);
  return Array.from(words.map((word) => SPACE + word).join(''));
}
