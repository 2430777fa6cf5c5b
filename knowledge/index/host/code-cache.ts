import { join } from 'node:path';

/**
 * Environment of a thread that keeps its compiled code in the index's directory. Without it every thread loads Node's
 * TypeScript stripper: 32 MB of memory and a tenth of a second.
 */
export function codeCacheOf(dir: string): { NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: join(dir, 'code') };
}
