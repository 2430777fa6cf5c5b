import type { Answerer, AnswerRequest, Draft } from '../ports/answerer.ts';
import type { ChatMessage, ChatModel } from '../ports/chat-model.ts';
import { hasMark, withoutMarks } from '../text/citation-marks.ts';
import type { ThreadTurn } from '../types.ts';
import { complete } from './complete.ts';
import { passageList, withoutFences } from './passage-list.ts';
import { policy } from './policy.ts';
import { answerPrompt, searchesPrompt } from './prompts.ts';
import { rewrite } from './rewrite.ts';
import { searchesFor } from './searches.ts';

/**
 * Answers with a chat model. Any failure of the model is a `failed` draft; nothing half-written leaves. `rewriter` makes
 * follow-ups stand alone, and with `searches` puts questions in the words of documents: the same model, as a rule behind
 * a cache of its replies.
 */
export function createModelAnswerer(
  model: ChatModel,
  rewriter: ChatModel = model,
  { searches = false }: { searches?: boolean } = {},
): Answerer {
  return {
    servedBy: 'model',
    id: `${model.id}/${answerPrompt.version}${searches ? `+${searchesPrompt.version}` : ''}`,
    ...(searches
      ? { searches: (question: string, signal: AbortSignal) => searchesFor(rewriter, question, signal) }
      : {}),
    async answer(request: AnswerRequest): Promise<Draft> {
      const completion = await complete(model, answerMessages(request), {
        signal: request.signal,
        longest: policy.draftLength,
        ...(request.onPiece === undefined ? {} : { onPiece: onceItAnswers(request.onPiece) }),
      });
      const passed = completion.passedOver === undefined ? {} : { passedOver: completion.passedOver };
      if (completion.kind === 'failure') {
        const { reason, message, model: failed = model.id } = completion;
        return { kind: 'failed', reason, message, model: failed, ...passed };
      }
      const text = completion.text.trim();
      if (saysNothing(text)) return { kind: 'nothing', ...passed };
      return { kind: 'drafted', text, usage: completion.usage, ...passed };
    },
    async standalone(text: string, thread: ThreadTurn[], signal: AbortSignal): Promise<string> {
      if (thread.length === 0) return text;
      return rewrite(rewriter, text, thread, signal);
    },
  };
}

/** Holds pieces back as long as the draft may turn out to be the agreed word for "nothing". */
function onceItAnswers(onPiece: (text: string) => void): (text: string) => void {
  const nothing = answerPrompt.nothing.replaceAll('_', '');
  let held = '';
  let answers = false;
  return (piece) => {
    held += piece;
    const bare = bareWords(held);
    answers ||= !bare.startsWith(nothing) && !nothing.startsWith(bare);
    if (!answers) return;
    onPiece(held);
    held = '';
  };
}

/** The agreed word alone, or with an apology but no source; an answer may well be about such a word. */
function saysNothing(text: string): boolean {
  const bare = bareWords(text);
  const nothing = answerPrompt.nothing.replaceAll('_', '');
  return bare === nothing || (bare.startsWith(nothing) && !hasMark(text));
}

const bareWords = (text: string) => withoutMarks(text).replace(/[\s.*`"'_]/g, '');

function answerMessages(request: AnswerRequest): ChatMessage[] {
  // Some providers refuse a conversation that does not begin with the user.
  const begin = request.thread.findIndex((turn) => turn.role === 'user');
  const history = (begin === -1 ? [] : request.thread.slice(begin)).map(
    (turn): ChatMessage => ({ role: turn.role, text: withoutFences(turn.text) }),
  );
  const question = withoutFences(request.question);
  return [
    { role: 'system', text: systemText(request) },
    ...history,
    { role: 'user', text: `${passageList(request.passages)}\n\nQuestion: ${question}` },
    ...againMessages(request),
  ];
}

/** How it is to sound stands last, and changes none of the rules before it. */
function systemText({ persona = '' }: AnswerRequest): string {
  if (persona === '') return answerPrompt.system;
  const own = answerPrompt.persona.replace('{persona}', () => withoutFences(persona));
  return `${answerPrompt.system}\n${own}`;
}

/** The draft that may not be shown, and why. */
function againMessages({ again }: AnswerRequest): ChatMessage[] {
  if (again === undefined) return [];
  const problems = again.problems.map((problem) => `- ${withoutFences(problem)}`).join('\n');
  return [
    { role: 'assistant', text: withoutFences(again.draft) },
    { role: 'user', text: answerPrompt.again.replace('{problems}', () => problems) },
  ];
}
