import type { ReplyShape, ShapeHold } from '../ports/chat-model.ts';

/** What of a reply's shape a provider can be asked to hold, and the call option that asks for it. */
export type ShapeSupport = {
  holdsTo(shape: ReplyShape): ShapeHold | null;
  callOptions(shape: ReplyShape | undefined): Record<string, unknown>;
};

const NOTHING: ShapeSupport = { holdsTo: () => null, callOptions: () => ({}) };

/**
 * Ollama takes a JSON schema on every call, for every model. Other providers take a part of JSON schema, of some models,
 * and refuse the call otherwise: they are told in words, and the reply is checked, until one of them is known to hold.
 */
const SUPPORT: Record<string, ShapeSupport> = {
  ollama: {
    holdsTo: (shape) => (shape.kind === 'json' ? 'provider' : null),
    callOptions: (shape) => (shape?.kind === 'json' ? { format: shape.schema } : {}),
  },
};

/** What the provider of `provider:name` supports. */
export function shapeSupportOf(model: string): ShapeSupport {
  const provider = model.slice(0, Math.max(0, model.indexOf(':')));
  return SUPPORT[provider] ?? NOTHING;
}
