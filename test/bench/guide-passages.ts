import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { splitIntoPassages } from '../../knowledge/ingest/passages.ts';
import { parseMarkdown } from '../../knowledge/parsers/markdown/markdown.ts';

/** Words of a language's frame: they stay as they are in every round. */
const FRAME = 150;
/** Words trade places with those of about their own frequency: so many neighbours by rank make a block. */
const BLOCK = 64;
/** Words of fewer passages than this are names and numbers of one place: every round has its own. */
const RARE = 3;
const WORD = /[a-z]{4,}/g;

/**
 * `size` passages of the guides in a folder. Where they run out they come again in rounds, each with other words: the
 * 150 most frequent words stay, the others trade places with words of about their frequency (one permutation a round),
 * rare ones are new in every round. So the vocabulary grows, and frequencies, lengths and what occurs together keep
 * their shape, as of other products by the same writers.
 */
export async function* guidePassages(folder: string, size: number): AsyncGenerator<IndexedPassage> {
  const own: IndexedPassage[] = [];
  const pages = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .sort();
  for (const name of pages) {
    if (own.length >= size) return;
    const document = await parseMarkdown(readFileSync(path.join(folder, name), 'utf8'));
    const title = document.title ?? name;
    for (const { headings, text } of splitIntoPassages(document)) {
      if (own.length >= size) return;
      const id = own.length + 1;
      const passage = { id, documentKey: name, collection: 'default', title, path: name, headings, text };
      own.push(passage);
      yield passage;
    }
  }
  if (own.length === 0 || own.length >= size) return;
  const ranked = wordsByFrequency(own);
  let id = own.length;
  for (let round = 1; ; round++) {
    const other = wordsOfRound(ranked, round);
    const vary = (text: string): string => text.replace(WORD, (word) => other.get(word) ?? word);
    for (const passage of own) {
      if (id >= size) return;
      yield {
        ...passage,
        id: ++id,
        documentKey: `${round}/${passage.documentKey}`,
        path: `${round}/${passage.path}`,
        title: vary(passage.title),
        headings: passage.headings.map(vary),
        text: vary(passage.text),
      };
    }
  }
}

/** Words with the passages that hold them, the most frequent first. */
function wordsByFrequency(passages: IndexedPassage[]): [string, number][] {
  const holding = new Map<string, number>();
  for (const { text } of passages) {
    for (const word of new Set(text.match(WORD))) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  return [...holding].sort(([a, often], [b, oftenToo]) => oftenToo - often || (a < b ? -1 : 1));
}

function wordsOfRound(ranked: [string, number][], round: number): Map<string, string> {
  const words = new Map<string, string>();
  const tail = String.fromCharCode(97 + (round % 26));
  ranked.forEach(([word, holding], rank) => {
    if (rank < FRAME) return;
    const block = rank - ((rank - FRAME) % BLOCK);
    const partner = ranked[block + ((rank - block + round * 7) % BLOCK)];
    words.set(word, holding < RARE ? `${word}${tail}o` : (partner?.[0] ?? word));
  });
  return words;
}
