import type {
  ChatMessage,
  ChatModel,
  ModelFailure,
  ReplyShape,
  ShapeHold,
} from '../../../core/ports/chat-model.ts';

/** What a scripted model does when it is asked: say something, fail, or stop in the middle. */
export type Scripted = string | { failure: ModelFailure } | { cutOff: string } | { throws: string };

export type ScriptedModel = ChatModel & {
  asked: { messages: ChatMessage[]; shape: ReplyShape | undefined }[];
};

/** A model without a provider, for what is built on the port: it follows a script, and keeps what it was sent. */
export function createScriptedModel(
  next: (messages: ChatMessage[], turn: number) => Scripted,
  holdsTo: (shape: ReplyShape) => ShapeHold | null = () => null,
): ScriptedModel {
  const asked: ScriptedModel['asked'] = [];
  return {
    id: 'scripted:model',
    asked,
    holdsTo,
    async *stream(messages, { shape }) {
      asked.push({ messages: structuredClone(messages), shape });
      const said = next(messages, asked.length - 1);
      if (typeof said === 'object' && 'throws' in said) throw new Error(said.throws);
      if (typeof said === 'object' && 'failure' in said) {
        yield { kind: 'failure', reason: said.failure, message: said.failure };
        return;
      }
      const text = typeof said === 'string' ? said : said.cutOff;
      for (let at = 0; at < text.length; at += 500) yield { kind: 'text', text: text.slice(at, at + 500) };
      if (typeof said === 'string')
        yield { kind: 'finish', usage: { model: 'scripted:model', inputTokens: null, outputTokens: null } };
    },
  };
}
