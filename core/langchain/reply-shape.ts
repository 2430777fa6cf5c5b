import type { ReplyShape, ShapeHold } from '../ports/chat-model.ts';

/** What of a reply's shape a provider can be asked to hold, and the call option that asks for it. */
export type ShapeSupport = {
  holdsTo(shape: ReplyShape): ShapeHold | null;
  callOptions(shape: ReplyShape | undefined): Record<string, unknown>;
};

const NOTHING: ShapeSupport = { holdsTo: () => null, callOptions: () => ({}) };

/**
 * Ollama takes a JSON schema on every call, for every model. OpenAI and servers that speak its protocol take one as
 * `response_format`, for most models; texts to choose from and patterns are fields of vLLM alone, which others ignore
 * without a word, so those are not sent. Other providers are told in words. Whoever refuses a schema is asked without.
 */
const SUPPORT: Record<string, ShapeSupport> = {
  ollama: {
    holdsTo: (shape) => (shape.kind === 'json' ? 'provider' : null),
    callOptions: (shape) => (shape?.kind === 'json' ? { format: shape.schema } : {}),
  },
  openai: {
    holdsTo: (shape) => (shape.kind === 'json' && isObject(shape.schema) ? 'provider' : null),
    callOptions: (shape) =>
      shape?.kind === 'json' && isObject(shape.schema)
        ? {
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'reply', strict: isStrict(shape.schema), schema: shape.schema },
            },
          }
        : {},
  },
};

/** OpenAI takes no other schema at the top. */
function isObject(schema: Record<string, unknown>): boolean {
  return schema['type'] === 'object';
}

/** Whether OpenAI's strict mode takes it: each object names all its fields, wants them all and no others. */
function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  if (Array.isArray(schema)) return schema.every(isStrict);
  const { type, properties, required, additionalProperties: others } = schema as Record<string, unknown>;
  if (type === 'object') {
    const names = Object.keys((properties as object | undefined) ?? {});
    const wanted: readonly unknown[] = Array.isArray(required) ? required : [];
    if (others !== false || !names.every((name) => wanted.includes(name))) return false;
  }
  return Object.values(schema).every(isStrict);
}

/** What the provider of `provider:name` supports. */
export function shapeSupportOf(model: string): ShapeSupport {
  const provider = model.slice(0, Math.max(0, model.indexOf(':')));
  return SUPPORT[provider] ?? NOTHING;
}
