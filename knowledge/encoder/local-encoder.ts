import { type Encoder, encoderId, loadEncoder } from './encoder.ts';
import type { EncoderClient } from './encoder-client.ts';

/**
 * The sentence encoder in this thread, loaded with the first text: for a command that only waits for it, which need not
 * spend a thread's memory and its start. Throws as `loadEncoder`.
 */
export function createLocalEncoder(): Pick<EncoderClient, 'id' | 'encode' | 'close'> {
  let encoder: Encoder | null = null;
  return {
    id: encoderId,
    async encode(texts) {
      encoder ??= loadEncoder();
      return encoder.encode(texts);
    },
    async close() {
      encoder = null;
    },
  };
}
