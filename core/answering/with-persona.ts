import type { Answerer } from '../ports/answerer.ts';
import { sha256Hex } from '../text/hashes.ts';

/** The same answerer, sounding as a channel's admins want; what quotes sounds like its documents. */
export function withPersona(answerer: Answerer, persona: string | undefined): Answerer {
  if (persona === undefined || persona === '' || answerer.servedBy !== 'model') return answerer;
  return {
    ...answerer,
    id: `${answerer.id}+persona:${sha256Hex(persona).slice(0, 12)}`,
    answer: (request) => answerer.answer({ ...request, persona }),
  };
}
