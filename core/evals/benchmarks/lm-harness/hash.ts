import { createHash } from 'node:crypto';

/** SHA-256 in hex, as the harness marks documents, prompts and targets. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
