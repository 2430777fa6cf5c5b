import type { Answerer, AnswerRequest, Draft } from '../ports/answerer.ts';
import type { ScoredPassage, ThreadTurn } from '../types.ts';

/** How much is quoted. Ratios are against the best sentence's score. */
const quoting = {
  sentences: 3,
  passages: 3,
  /** A further sentence of the same passage must score this much of the best one. */
  samePassage: 0.75,
  /** A sentence of another passage must be nearly as good. */
  otherPassage: 0.9,
  /** Characters of one quote; a longer sentence is left out unless it is the best. */
  longest: 700,
} as const;

/** A document's own footnote marks: left as they are, they would name a source of the answer. */
const OWN_MARK = /\[(\d{1,3}(?:[ \t]*[,;][ \t]*\d{1,3})*)\]/g;

type Pick = { passage: number; start: number; end: number; score: number; text: string };

/**
 * Answers without a model: quotes the one to three best sentences, whole and in reading order, each
 * with its source. It says nothing that does not stand in a document.
 */
export function createExtractiveAnswerer(deps: {
  standalone: (text: string, thread: ThreadTurn[]) => string;
}): Answerer {
  return {
    servedBy: 'extract',
    id: 'extractive-1',
    answer: async (request: AnswerRequest): Promise<Draft> => {
      const picks = pickSentences(request.passages);
      if (picks.length === 0) return { kind: 'nothing' };
      const quotes = picks.map((pick) => ({ n: pick.passage + 1, text: pick.text }));
      return { kind: 'drafted', text: compose(picks), usage: null, quotes };
    },
    standalone: async (text, thread) => deps.standalone(text, thread),
  };
}

function pickSentences(passages: ScoredPassage[]): Pick[] {
  const candidates = passages.slice(0, quoting.passages).flatMap((passage, index) =>
    passage.sentences.map(
      (sentence): Pick => ({
        passage: index,
        ...sentence,
        text: passage.text.slice(sentence.start, sentence.end).trim(),
      }),
    ),
  );
  const ranked = candidates.filter((pick) => pick.text !== '').sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best === undefined) return [];
  const picks: Pick[] = [best];
  for (const pick of ranked.slice(1)) {
    if (picks.length === quoting.sentences) break;
    const needed = pick.passage === best.passage ? quoting.samePassage : quoting.otherPassage;
    const repeats = picks.some((other) => other.text.toLowerCase() === pick.text.toLowerCase());
    if (pick.score >= needed * best.score && pick.text.length <= quoting.longest && !repeats)
      picks.push(pick);
  }
  return picks.sort(
    (a, b) => rankOf(a, best) - rankOf(b, best) || a.passage - b.passage || a.start - b.start,
  );
}

/** The best sentence's passage comes first; inside a passage sentences keep the order they stand in. */
function rankOf(pick: Pick, best: Pick): number {
  return pick.passage === best.passage ? 0 : 1;
}

/** Sentences of one passage run on as one paragraph with one mark; lists and code keep their own lines. */
function compose(picks: Pick[]): string {
  const groups = new Map<number, string[]>();
  for (const pick of picks) groups.set(pick.passage, [...(groups.get(pick.passage) ?? []), pick.text]);
  return [...groups]
    .map(([passage, texts]) => {
      const quoted = texts
        .reduce((before, text) => `${before}${runsOn(before, text) ? ' ' : '\n\n'}${text}`)
        .replace(OWN_MARK, '($1)');
      return `${quoted} [${passage + 1}]`;
    })
    .join('\n\n');
}

/** Whether the next quote can follow in the same line: only prose after a finished sentence can. */
function runsOn(before: string, next: string): boolean {
  return (
    /[.!?…]["'”’)]?$/.test(before) &&
    !before.includes('\n') &&
    !next.includes('\n') &&
    !/^(?:[-*•|>#]|\d+[.)])\s/.test(next)
  );
}
