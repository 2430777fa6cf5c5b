import type { Citation, ScoredPassage } from '../types.ts';

const MARK = /\[(\d{1,3})\]/g;

/** A text with its marks renumbered from 1 in order of appearance, and the sources they name. */
export type Resolved = { text: string; citations: Citation[]; invented: number };

/**
 * Resolves `[n]` marks against the passages an answerer was given (n from 1). Marks that name no passage
 * are removed and counted; passages of the same document and heading keep their own numbers.
 * Text inside code spans and fences is left alone: `list[1]` is code, not a source.
 */
export function resolveCitations(
  text: string,
  passages: ScoredPassage[],
  quotes: { n: number; text: string }[],
  quoteLength: number,
): Resolved {
  const order = new Map<number, number>();
  let invented = 0;
  const replaceMarks = (prose: string) =>
    prose.replace(MARK, (_mark, digits: string) => {
      const given = Number(digits);
      if (passages[given - 1] === undefined) {
        invented += 1;
        return '';
      }
      if (!order.has(given)) order.set(given, order.size + 1);
      return `[${order.get(given)}]`;
    });
  const resolved = text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : replaceMarks(part)))
    .join('');
  const citations = [...order].flatMap(([given, n]) => {
    const passage = passages[given - 1];
    if (passage === undefined) return [];
    const quoted = quotes.filter((quote) => quote.n === given).map((quote) => quote.text);
    return [toCitation(passage, n, quoted.join(' ') || bestQuote(passage, quoteLength))];
  });
  return { text: tidy(resolved), citations, invented };
}

function toCitation(passage: ScoredPassage, n: number, quote: string): Citation {
  return {
    n,
    documentId: passage.documentId,
    externalId: passage.externalId,
    title: passage.title,
    path: passage.path,
    passageId: passage.passageId,
    quote,
    headings: passage.headings,
    place: passage.place,
    hash: passage.hash,
  };
}

/** The best sentence of a passage, verbatim; its beginning, cut at a word, where no sentence was scored. */
export function bestQuote(passage: ScoredPassage, length: number): string {
  const best = passage.sentences.toSorted((a, b) => b.score - a.score)[0];
  const sentence = best === undefined ? passage.text : passage.text.slice(best.start, best.end);
  if (sentence.length <= length) return sentence.trim();
  const cut = sentence.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return (space > length / 2 ? cut.slice(0, space) : cut).trim();
}

/** Space that a removed mark left behind. */
function tidy(text: string): string {
  return text
    .replace(/ +([.,;:!?])/g, '$1')
    .replace(/[ \t]{2,}(?=\S)/g, (run, offset: number, all: string) =>
      all[offset - 1] === '\n' || offset === 0 ? run : ' ',
    )
    .trim();
}
