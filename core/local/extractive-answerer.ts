import type { Answerer, AnswerRequest, Draft, QuoteSignals } from '../ports/answerer.ts';
import type { ScoredPassage, ThreadTurn } from '../types.ts';
import type { Block } from './blocks/block.ts';
import { type Choice, chooseClosest, chooseCuts } from './blocks/choose.ts';
import { textIn } from './blocks/cut.ts';
import { parseBlocks } from './blocks/parse-blocks.ts';
import { holdsAsked, type Question, readQuestion } from './blocks/question-kind.ts';
import { headingsOf } from './blocks/score.ts';
import { showCuts } from './blocks/show.ts';
import { quoteLimits } from './blocks/weights.ts';

/**
 * Answers without a model: cuts out of the passages what a person would, whole and in reading order, each part with its
 * source: a paragraph, a list with what announces it, steps, a table's row. It says nothing that does not stand in a document.
 */
export function createExtractiveAnswerer(deps: {
  standalone: (text: string, thread: ThreadTurn[]) => string;
}): Answerer {
  return {
    servedBy: 'extract',
    id: 'extractive-4',
    answer: async (request: AnswerRequest): Promise<Draft> => {
      const passages = request.passages.slice(0, quoteLimits.passages);
      const blocks = passages.flatMap((passage, at) =>
        passage.sentences.length === 0 ? [] : parseBlocks(passage, at),
      );
      const question = readQuestion(request.question, request.thread.length > 0);
      const choose = request.unsure === true ? chooseClosest : chooseCuts;
      const choice = choose(question, passages, blocks.filter(saysSomething));
      if (choice === null) return { kind: 'nothing' };
      return {
        kind: 'drafted',
        text: showCuts(choice.cuts, question.whole, passages, choice.rater),
        usage: null,
        quotes: quotesOf(choice),
        signals: signalsOf(choice, question, passages),
      };
    },
    standalone: async (text, thread) => deps.standalone(text, thread),
  };
}

function saysSomething({ lead, parts }: Block): boolean {
  return [...lead, ...parts].some(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** The parts that were quoted, word for word, the likeliest first. What follows a passage is no part of it. */
function quotesOf({ cuts }: Choice): { n: number; text: string }[] {
  return cuts
    .flatMap((cut) => [...cut.lead, ...cut.parts].map((part) => ({ part, n: cut.block.passage + 1 })))
    .filter(({ part }) => part.start !== null)
    .toSorted((a, b) => b.part.share - a.part.share)
    .map(({ part, n }) => ({ n, text: part.text.trim() }));
}

function signalsOf(
  { cuts, best, rater }: Choice,
  { whole }: Question,
  passages: readonly ScoredPassage[],
): QuoteSignals {
  const shown = cuts.map(textIn).join('\n');
  const above = cuts.flatMap(({ block }) => headingsOf(block, passages[block.passage] as ScoredPassage));
  return {
    questionKind: whole.kind,
    holdsAsked: holdsAsked(shown, whole),
    blockKind: best.block.kind,
    cover: rater.coverOf(shown, whole.content),
    coverWithHeadings: rater.coverOf([shown, ...above].join('\n'), whole.content),
    bestShare: Math.max(0, ...cuts.flatMap(({ parts }) => parts.map(({ share }) => share))),
    passages: new Set(cuts.map(({ block }) => block.passage)).size,
  };
}
