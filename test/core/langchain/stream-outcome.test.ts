import { AIMessageChunk } from '@langchain/core/messages';
import { describe, expect, it } from 'vitest';
import { endingOf } from '../../../core/langchain/stream-outcome.ts';

const chunk = (response_metadata: Record<string, unknown>) =>
  new AIMessageChunk({ content: '', response_metadata });

describe('what a provider says about the end', () => {
  it.each([
    ['Mistral', { finishReason: 'stop' }, 'complete'],
    ['Mistral', { finishReason: 'model_length' }, 'too-long'],
    ['Gemini', { finishReason: 'STOP' }, 'complete'],
    ['Gemini', { finishReason: 'MAX_TOKENS' }, 'too-long'],
    ['Gemini', { finishReason: 'SAFETY' }, 'filtered'],
    ['Groq', { finish_reason: 'length' }, 'too-long'],
    ['Cohere', { finishReason: 'COMPLETE' }, 'complete'],
    ['Bedrock', { messageStop: { stopReason: 'end_turn' } }, 'complete'],
    ['Bedrock', { messageStop: { stopReason: 'guardrail_intervened' } }, 'filtered'],
    ['nobody', { finishReason: 'whatever' }, null],
    ['nobody', {}, null],
  ])('is understood of %s (%j)', (_provider, metadata, ending) => {
    expect(endingOf(chunk(metadata))).toBe(ending);
  });
});
