import type { Answerer, AnswerRequest, Draft } from '../ports/answerer.ts';
import type { ScoredPassage, ThreadTurn } from '../types.ts';
import { composeQuotes } from './compose-quotes.ts';
import { isScrap, wholeSentences } from './quotable.ts';
import { trimRow } from './table-row.ts';

/** How much is quoted. Ratios are against the best sentence's score. */
const quoting = {
  sentences: 3,
  passages: 3,
  /** A further sentence of the same passage must score this much of the best one. */
  samePassage: 0.5,
  /** A sentence of another passage must be nearly as good. */
  otherPassage: 0.85,
  /** Two quotes that share this much of their words say the same. */
  repeats: 0.6,
  /** Characters of one quote; a longer sentence is left out unless it is the best. */
  longest: 700,
} as const;

/** A sentence that points back: it needs the one before it to be understood. */
const POINTS_BACK =
  /^(?:it|they|this|these|that|those|he|she|however|then|also|instead|otherwise|such|in that case|if so|if not|the (?:same|latter|former))\b/i;

type Pick = { passage: number; at: number; text: string; score: number };

/**
 * Answers without a model: quotes the one to three best sentences, whole and in reading order, each
 * with its source. It says nothing that does not stand in a document.
 */
export function createExtractiveAnswerer(deps: {
  standalone: (text: string, thread: ThreadTurn[]) => string;
}): Answerer {
  return {
    servedBy: 'extract',
    id: 'extractive-3',
    answer: async (request: AnswerRequest): Promise<Draft> => {
      const picks = pickSentences(request.passages);
      if (picks.length === 0) return { kind: 'nothing' };
      const quotes = picks.map((pick) => ({ n: pick.passage + 1, text: pick.text }));
      const shown = quotes.map(({ n, text }) => ({ n, text: trimRow(text, request.question) }));
      return { kind: 'drafted', text: composeQuotes(shown), usage: null, quotes };
    },
    standalone: async (text, thread) => deps.standalone(text, thread),
  };
}

function pickSentences(passages: ScoredPassage[]): Pick[] {
  const candidates = passages
    .slice(0, quoting.passages)
    .flatMap((passage, index) =>
      wholeSentences(passage, quoting.longest).map(
        (sentence, at): Pick => ({ passage: index, at, ...sentence }),
      ),
    );
  const ranked = withoutScraps(candidates.filter((pick) => pick.text !== '')).sort(
    (a, b) => b.score - a.score,
  );
  const best = ranked[0];
  if (best === undefined) return [];
  const picks: Pick[] = [best];
  const take = (pick: Pick | undefined): void => {
    if (pick === undefined || picks.length === quoting.sentences) return;
    const known = picks.some((other) => other === pick || repeats(other.text, pick.text));
    if (!known && pick.text.length <= quoting.longest) picks.push(pick);
  };
  for (const pick of neededBy(best, candidates)) take(pick);
  for (const pick of ranked.slice(1)) {
    const needed = pick.passage === best.passage ? quoting.samePassage : quoting.otherPassage;
    if (pick.score >= needed * best.score) take(pick);
  }
  // The best sentence's passage comes first; inside a passage sentences keep the order they stand in.
  const rankOf = (pick: Pick): number => (pick.passage === best.passage ? 0 : 1);
  return picks.sort((a, b) => rankOf(a) - rankOf(b) || a.passage - b.passage || a.at - b.at);
}

/** Sentences that say something, and the others only where nothing that says something is half as good. */
function withoutScraps(picks: Pick[]): Pick[] {
  const whole = picks.filter(({ text }) => text.length <= quoting.longest && !isScrap(text));
  const best = Math.max(...whole.map(({ score }) => score));
  return picks.filter((pick) => !isScrap(pick.text) || best < quoting.samePassage * pick.score);
}

/** What a sentence cannot be understood without: the one it points back to, the items that it announces. */
function neededBy(best: Pick, candidates: Pick[]): Pick[] {
  const at = (place: number): Pick[] =>
    candidates.filter((pick) => pick.passage === best.passage && pick.at === place && pick.text !== '');
  if (best.text.endsWith(':')) return [...at(best.at + 1), ...at(best.at + 2)];
  if (!POINTS_BACK.test(best.text)) return [];
  return at(best.at - 1).filter(({ text }) => /[.!。！]["'”’)]?$/.test(text));
}

/** Whether two quotes are the same, or nearly: measured by the words they share of the shorter one. */
function repeats(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size === 0 || b.size === 0) return one === other;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= quoting.repeats;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
