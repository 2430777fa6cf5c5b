import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an Authorization header shows a token; '' is no token, which nobody can show. Compared by hash, so that the time
 * it takes tells nothing about the token.
 */
export function showsToken(header: string | undefined, token: string): boolean {
  const shown = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
  if (token === '' || shown === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(token));
}
