import type { Answerer, AnswerRequest, Draft, QuoteSignals } from '../ports/answerer.ts';
import type { ScoredPassage, ThreadTurn } from '../types.ts';
import type { Block } from './blocks/block.ts';
import { type Choice, chooseClosest, chooseCuts } from './blocks/choose.ts';
import { type Cut, textIn } from './blocks/cut.ts';
import { parseBlocks } from './blocks/parse-blocks.ts';
import { type Asked, holdsAsked, isFact, type Question, readQuestion } from './blocks/question-kind.ts';
import { areScattered } from './blocks/scattered.ts';
import { headingsOf, type Rated } from './blocks/score.ts';
import { showCuts } from './blocks/show.ts';
import { quoteLimits } from './blocks/weights.ts';
import { tellingOf } from './blocks/words.ts';
import { isDirect } from './direct-question.ts';

/**
 * Answers without a model: cuts out of the passages what a person would, whole and in reading order, each part with its
 * source: a paragraph, a list with what announces it, steps, a table's row. It says nothing that does not stand in a document.
 */
export function createExtractiveAnswerer(deps: {
  standalone: (text: string, thread: ThreadTurn[]) => string;
}): Answerer {
  return {
    servedBy: 'extract',
    id: 'extractive-8',
    answer: async (request: AnswerRequest): Promise<Draft> => {
      const { passages } = request;
      const blocks = parseBlocks(passages, quoteLimits.passages);
      const { question: text, thread } = request;
      const answer =
        thread.findLast((turn) => turn.role === 'assistant' && turn.answered !== false)?.text ?? '';
      const question = readQuestion(text, thread.length > 0, answer);
      const chosen = choose(question, passages, blocks.filter(saysSomething), request.unsure === true);
      if (chosen === null) return { kind: 'nothing' };
      const { choice, signals } = chosen;
      return {
        kind: 'drafted',
        text: showCuts(choice.cuts, question.whole, passages, choice.rater),
        usage: null,
        quotes: quotesOf(choice),
        signals,
      };
    },
    standalone: async (text, thread) => deps.standalone(text, thread),
  };
}

/** What answers, and what that shows; the closest of several places where it is open which of them does. */
function choose(
  question: Question,
  passages: readonly ScoredPassage[],
  blocks: readonly Block[],
  unsure: boolean,
): { choice: Choice; signals: QuoteSignals } | null {
  const isOne = question.parts.length === 1;
  const closest = isOne ? () => chooseClosest(question, passages, blocks) : () => null;
  const choice = unsure && isOne ? closest() : chooseCuts(question, passages, blocks);
  if (choice === null) return null;
  const signals = signalsOf(choice, question, passages);
  // The few words of a follow-up say little of what a quote should hold.
  if (unsure || question.context.length > 0 || !isOpenWith(signals, question.whole))
    return { choice, signals };
  const other = closest();
  if (other === null) return { choice, signals };
  const own = signalsOf(other, question, passages);
  // What was in doubt before stays so: another quote does not make the question plainer.
  return { choice: other, signals: { ...own, doubtful: own.doubtful || signals.doubtful } };
}

/** Whether a quote leaves it open if it answers: it lacks the fact, says little of the question, or may be chance. */
function isOpenWith({ holdsAsked, doubtful, coverWithHeadings }: QuoteSignals, asked: Asked): boolean {
  return (isFact(asked) && holdsAsked === false) || doubtful || coverWithHeadings < quoteLimits.saysLittle;
}

function saysSomething({ lead, parts }: Block): boolean {
  return [...lead, ...parts].some(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** The parts that were quoted, word for word, the likeliest first. */
function quotesOf({ cuts }: Choice): { n: number; text: string }[] {
  return cuts
    .flatMap((cut) => [...cut.lead, ...cut.parts])
    .toSorted((a, b) => b.share - a.share)
    .map(({ passage, text }) => ({ n: passage + 1, text: text.trim() }));
}

/** Telling words below which a question says little by itself. */
const FEW = 2;

/** Whether a question has too few words of its own to be sure what is meant, and no heading is it: "my first day". */
function isBare({ says }: Rated, { content }: Asked): boolean {
  return content.length < FEW && says < quoteLimits.saysEnough;
}

/** "When is the standup, and who leads it": what "it" does must not come from another document. */
function isOfOther(
  main: readonly Cut[],
  parts: readonly Asked[],
  passages: readonly ScoredPassage[],
): boolean {
  if (parts.length < 2 || !parts.slice(1).some(({ text }) => STANDS_FOR.test(text))) return false;
  return new Set(main.map(({ block }) => passages[block.passage]?.documentId)).size > 1;
}

const STANDS_FOR = /\b(?:it|they|them|this|that)\b/i;

/** Whether what was quoted stands in a passage that others were far likelier than; one that goes on has no odds of its own. */
function isFarBehind(main: readonly Cut[], passages: readonly ScoredPassage[]): boolean {
  const scores = passages.map(({ score }) => score);
  const least = quoteLimits.sureOdds * Math.max(0, ...scores);
  return main.some(({ block }) => {
    const score = scores[block.passage] ?? 0;
    return score > 0 && score < least;
  });
}

function signalsOf(
  { main, best, rater }: Choice,
  { whole, parts, context }: Question,
  passages: readonly ScoredPassage[],
): QuoteSignals {
  const shown = main.map(textIn).join('\n');
  const above = main.flatMap(({ block }) => headingsOf(block, passages[block.passage] as ScoredPassage));
  const texts = [...main.flatMap((cut) => [...cut.lead, ...cut.parts].map(({ text }) => text)), ...above];
  const coverWithHeadings = rater.coverOf([shown, ...above].join('\n'), whole.content);
  // Each of the things asked for must be there, what is counted by its name, and a definition must define.
  const isMissing = (part: Asked): boolean => {
    const holds = holdsAsked(shown, part);
    return holds === false || (holds === null && part.noun !== null);
  };
  const lacks = best.isOther || best.defines === false || parts.some(isMissing);
  return {
    questionKind: whole.kind,
    holdsAsked: lacks ? false : holdsAsked(shown, whole),
    blockKind: best.block.kind,
    cover: rater.coverOf(shown, whole.content),
    coverWithHeadings,
    unmet: context.length === 0 && isDirect(whole.text) ? 1 - coverWithHeadings : 0,
    leans: context.length > 0 && (tellingOf(whole.text).length < FEW || coverWithHeadings < 1),
    doubtful:
      isBare(best, whole) ||
      isFarBehind(main, passages) ||
      isOfOther(main, parts, passages) ||
      areScattered(whole.text, texts),
    bestShare: Math.max(0, ...main.flatMap(({ parts }) => parts.map(({ share }) => share))),
    passages: new Set(main.map(({ block }) => block.passage)).size,
  };
}
