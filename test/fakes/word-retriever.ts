import { AppError } from '../../core/errors.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import { languageOfText, languageOfUnsure } from '../../core/text/languages/language-to-search.ts';
import type { Passage, ScoredPassage, SearchFilter } from '../../core/types.ts';
import { pathMatcher } from '../../knowledge/filter/path-match.ts';
import { checkedFilter } from '../../knowledge/filter/read-filter.ts';
import { hashOf, sentencesOf } from '../fixtures/passages.ts';

const HANDBOOK = 'docent';
const COMMON = new Set(
  'a an and are by can do does for how i in is it of on or the to what when who'.split(' '),
);

/** A retriever over a handful of passages that finds them by the words they share with the question. */
export type WordRetriever = Retriever & {
  /** What a publish does: the passage keeps its id, its text and hash are new. */
  replace(passageId: string, text: string): void;
  remove(passageId: string): void;
  /** From now on no index can serve. */
  breakDown(): void;
};

export function createWordRetriever(published: Passage[]): WordRetriever {
  const passages = [...published];
  let broken = false;

  function inScope(collections: string[] | undefined, filter: SearchFilter | undefined): Passage[] {
    return inCollections(collections).filter((passage) => filter === undefined || isAllowed(passage, filter));
  }

  function inCollections(collections: string[] | undefined): Passage[] {
    if (collections !== undefined)
      return passages.filter(({ collection }) => collections.includes(collection));
    const others = passages.filter(({ collection }) => collection !== HANDBOOK);
    return others.length > 0 ? others : passages;
  }

  return {
    async search({ text, k, collections, filter }) {
      if (filter !== undefined) checkedFilter(filter);
      if (broken) throw new AppError('index.unavailable', 'No index can serve.', 'Wait for the rebuild.');
      const asked = wordsOf(text);
      const scored = inScope(collections, filter)
        .map((passage) => toScored(passage, asked))
        .filter((passage) => passage.score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, k);
      return { passages: scored, evidence: scored[0]?.score ?? 0, generation: 1 };
    },
    defaultCollections: async () =>
      [...new Set(inCollections(undefined).map(({ collection }) => collection))].sort(),
    async currentHashes(ids) {
      if (broken) throw new AppError('index.unavailable', 'No index can serve.', 'Wait for the rebuild.');
      const current = passages.filter(({ passageId }) => ids.includes(passageId));
      return new Map(current.map(({ passageId, hash }) => [passageId, hash]));
    },
    replace(passageId, text) {
      const index = passages.findIndex((passage) => passage.passageId === passageId);
      const old = passages[index];
      if (old !== undefined) passages[index] = { ...old, text, hash: hashOf(text) };
    },
    remove(passageId) {
      passages.splice(0, passages.length, ...passages.filter((passage) => passage.passageId !== passageId));
    },
    breakDown() {
      broken = true;
    },
  };
}

/** Every passage here was published today. */
function isAllowed({ path, text }: Passage, { paths, languages, after, before }: SearchFilter): boolean {
  const today = new Date().toISOString().slice(0, 10);
  return (
    (paths === undefined || pathMatcher(paths)(path)) &&
    (languages === undefined || languages.includes(languageOfText(text) ?? languageOfUnsure(text))) &&
    (after === undefined || today >= after) &&
    (before === undefined || today <= before)
  );
}

function toScored(passage: Passage, asked: Set<string>): ScoredPassage {
  const sentences = sentencesOf(passage.text).map((span) => ({
    ...span,
    score: shareOf(asked, wordsOf(passage.text.slice(span.start, span.end))),
  }));
  return { ...passage, sentences, score: shareOf(asked, wordsOf(`${passage.title} ${passage.text}`)) };
}

/** The part of the question's words that stand in the text. */
function shareOf(asked: Set<string>, words: Set<string>): number {
  const found = [...asked].filter((word) => words.has(word));
  return asked.size === 0 ? 0 : found.length / asked.size;
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?:ing|ed|s)$/, '')));
}
