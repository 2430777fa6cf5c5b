import type { Answerer, AnswerRequest, Draft } from '../ports/answerer.ts';
import type { ChatMessage, ChatModel, ModelFailure } from '../ports/chat-model.ts';
import type { ScoredPassage, ThreadTurn, Usage } from '../types.ts';
import { answerPrompt, standalonePrompt } from './prompts.ts';
import { standaloneByRule } from './standalone.ts';

type Completion =
  | { kind: 'finish'; text: string; usage: Usage }
  | { kind: 'failure'; reason: ModelFailure; message: string };

/** Answers with a chat model. Any failure of the model is a `failed` draft; nothing half-written leaves. */
export function createModelAnswerer(model: ChatModel): Answerer {
  return {
    servedBy: 'model',
    id: `${model.id}/${answerPrompt.version}`,
    async answer(request: AnswerRequest): Promise<Draft> {
      const completion = await complete(model, answerMessages(request), request.signal);
      if (completion.kind === 'failure') {
        return { kind: 'failed', reason: completion.reason, message: completion.message };
      }
      const text = completion.text.trim();
      if (text.replace(/[\s.*_`"']/g, '').startsWith(answerPrompt.nothing.replace('_', '')))
        return { kind: 'nothing' };
      return { kind: 'drafted', text, usage: completion.usage };
    },
    async standalone(text: string, thread: ThreadTurn[], signal: AbortSignal): Promise<string> {
      if (thread.length === 0) return text;
      const completion = await complete(model, standaloneMessages(text, thread), signal);
      const rewritten = completion.kind === 'finish' ? completion.text.trim() : '';
      const usable = rewritten !== '' && rewritten.length < 600 && !rewritten.includes('\n');
      return usable ? rewritten : standaloneByRule(text, thread);
    },
  };
}

/** Passages as the prompt numbers them: `[1] Title > Heading`, then the text between fences of its own. */
function passageList(passages: ScoredPassage[]): string {
  return passages
    .map((passage, index) => {
      const breadcrumb = [passage.title, ...passage.headings].join(' > ');
      return `<passage n="${index + 1}" from="${breadcrumb.replaceAll('"', "'")}">\n${passage.text.replaceAll('</passage', '< /passage')}\n</passage>`;
    })
    .join('\n\n');
}

function answerMessages(request: AnswerRequest): ChatMessage[] {
  const history = request.thread.map((turn): ChatMessage => ({ role: turn.role, text: turn.text }));
  return [
    { role: 'system', text: answerPrompt.system },
    ...history,
    { role: 'user', text: `${passageList(request.passages)}\n\nQuestion: ${request.question}` },
  ];
}

function standaloneMessages(text: string, thread: ThreadTurn[]): ChatMessage[] {
  const conversation = [...thread, { role: 'user', text } as const]
    .map((turn) => `${turn.role}: ${turn.text}`)
    .join('\n');
  return [
    { role: 'system', text: standalonePrompt.system },
    { role: 'user', text: conversation },
  ];
}

async function complete(model: ChatModel, messages: ChatMessage[], signal: AbortSignal): Promise<Completion> {
  let text = '';
  for await (const event of model.stream(messages, { signal })) {
    if (event.kind === 'text') text += event.text;
    else if (event.kind === 'failure') return event;
    else return { kind: 'finish', text, usage: event.usage };
  }
  return {
    kind: 'failure',
    reason: 'cut-off',
    message: 'The stream ended without saying that it was finished.',
  };
}
