import type {
  ChatEvent,
  ChatModel,
  ModelFailure,
  PassedOver,
  ReplyShape,
  ShapeHold,
} from '../ports/chat-model.ts';

/**
 * Whether the next model may be asked after this failure. Not when the asker is gone, and not when a reply was too long:
 * that says something about what was asked, not about the provider.
 */
const NEXT_AFTER: Record<ModelFailure, boolean> = {
  timeout: true,
  'cut-off': true,
  empty: true,
  filtered: true,
  refused: true,
  'rate-limited': true,
  unauthorised: true,
  'provider-error': true,
  'too-long': false,
  aborted: false,
};

/**
 * Several models as one: the first answers, and what it cannot answer falls to the next. What a model said before it failed is
 * never heard: a text is held back until its model finished. The last event names the models that were passed over.
 */
export function putModelsInOrder(models: readonly [ChatModel, ...ChatModel[]]): ChatModel {
  const [first] = models;
  if (models.length === 1) return first;
  return {
    id: models.map(({ id }) => id).join(','),
    holdsTo: (shape) => weakest(models.map((model) => model.holdsTo?.(shape) ?? null)),
    async *stream(messages, options) {
      const passedOver: PassedOver[] = [];
      for (const [at, model] of models.entries()) {
        const { said, end } = await hear(model, messages, options);
        const isLast = at === models.length - 1;
        if (end.kind === 'failure' && NEXT_AFTER[end.reason] && !isLast && !options.signal.aborted) {
          passedOver.push({ model: model.id, reason: end.reason, message: end.message });
          continue;
        }
        yield* said;
        const last = end.kind === 'failure' ? { ...end, model: model.id } : end;
        yield passedOver.length === 0 ? last : { ...last, passedOver };
        return;
      }
    },
  };
}

type Heard = { said: ChatEvent[]; end: Exclude<ChatEvent, { kind: 'text' }> };

/** A whole reply; a model that stops without saying so was cut off. */
async function hear(
  model: ChatModel,
  messages: Parameters<ChatModel['stream']>[0],
  options: { signal: AbortSignal; shape?: ReplyShape },
): Promise<Heard> {
  const said: ChatEvent[] = [];
  for await (const event of model.stream(messages, options)) {
    if (event.kind !== 'text') return { said, end: event };
    said.push(event);
  }
  const message = 'The stream ended without saying that it was finished.';
  return { said, end: { kind: 'failure', reason: 'cut-off', message } };
}

/** Any of the models may be the one that replies: only what all of them hold to is held to. */
function weakest(holds: (ShapeHold | null)[]): ShapeHold | null {
  if (holds.includes(null)) return null;
  return holds.every((hold) => hold === 'token') ? 'token' : 'provider';
}
