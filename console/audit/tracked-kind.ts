import type { AuditState } from './audit-state.ts';

/** How the things of one kind stand, and how they are put back. */
export type Tracked = {
  /** Null where there is no such thing. Without secrets. */
  state(subject: string): Promise<AuditState | null>;
  /** Puts it back to how it stood; says in words why it cannot. Absent where nothing can be put back. */
  putBack?(subject: string, state: AuditState | null, by: string): Promise<string | null>;
};
