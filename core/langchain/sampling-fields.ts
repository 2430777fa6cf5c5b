import type { Sampling } from '../ports/chat-model.ts';

/** Model names of OpenAI that refuse a temperature and stop texts of their own. */
const FIXED_TEMPERATURE = /^(?:o\d|gpt-[5-9](?!.*chat))/;

/** What providers take at most. */
const MOST_STOPS = 4;

/** The clients' names of the field for the longest reply, where it is not `maxTokens`. */
const MAX_TOKENS: Record<string, string> = {
  ollama: 'numPredict',
  google: 'maxOutputTokens',
  'google-genai': 'maxOutputTokens',
  'google-vertexai': 'maxOutputTokens',
  'google-vertexai-web': 'maxOutputTokens',
};

export function hasFixedTemperature(name: string): boolean {
  return FIXED_TEMPERATURE.test(name);
}

/** A client's fields for how a reply is drawn; none that its model refuses. */
export function samplingFields(
  provider: string,
  name: string,
  { temperature, maxTokens }: Sampling,
): Record<string, unknown> {
  const fixed = provider === 'anthropic' || (provider === 'openai' && hasFixedTemperature(name));
  return {
    ...(temperature !== undefined && !fixed && { temperature }),
    ...(maxTokens !== undefined && { [MAX_TOKENS[provider] ?? 'maxTokens']: maxTokens }),
  };
}

/** The call option for stop texts. Anthropic refuses blank ones. */
export function stopOption(model: string, stop: readonly string[] = []): { stop?: string[] } {
  const [provider = '', name = ''] = model.split(/:(.*)/s);
  if (provider === 'openai' && hasFixedTemperature(name)) return {};
  const taken = stop.filter((text) => text !== '' && (provider !== 'anthropic' || text.trim() !== ''));
  return taken.length === 0 ? {} : { stop: taken.slice(0, MOST_STOPS) };
}
