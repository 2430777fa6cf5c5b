import type { ConsoleDeps } from '../deps.ts';
import type { AuditKind } from './actions.ts';
import type { Tracked } from './tracked-kind.ts';
import { type KnowledgeNeeds, trackedKnowledge } from './tracked-knowledge.ts';
import { type TeamNeeds, trackedTeam } from './tracked-team.ts';

/** Kinds that an entry only names. */
const untracked: Tracked = { state: async () => null };

export type TrackedNeeds = KnowledgeNeeds & TeamNeeds & Pick<ConsoleDeps, 'store' | 'clock'>;

/** One way to read (and put back) each kind; the compiler sees to it that none is forgotten. */
export function trackedKinds(deps: TrackedNeeds): Record<AuditKind, Tracked> {
  return {
    ...trackedKnowledge(deps),
    ...trackedTeam(deps),
    answer: untracked,
    person: untracked,
    store: untracked,
    training: untracked,
    workspace: untracked,
  };
}
