import type { Request } from 'express';
import { isInstead, type Reply } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { type AuditAction, auditActions, isAuditAction } from './actions.ts';
import { type AuditActor, type AuditEntry, addEntry, findEntry } from './audit-log.ts';
import { type AuditState, isSame } from './audit-state.ts';
import { type TrackedNeeds, trackedKinds } from './tracked.ts';

/**
 * What the audit log says of a form. `nothing`: it changes nothing that anybody could ask about later. `itself`: the form
 * writes its own entry.
 */
export type Audited = { action: AuditAction; subject(req: Request): string } | 'nothing' | 'itself';

/** What only the form itself knows of a change; an entry is written then, whatever the reply. */
export type Note = (after: AuditState) => void;

export type Undone = { kind: 'done' } | { kind: 'unknown' } | { kind: 'refused'; why: string };

/** `noted` = what only the act knows; `happened` false = an entry is written only where the thing is not what it was. */
export type Finish = (done: { noted: AuditState | null; happened: boolean }) => Promise<void>;

export type AuditTrail = {
  /** Carries a form out between two looks at what it is about, and writes the entry. */
  watch(
    audited: Audited,
    visit: { req: Request; session: Session },
    act: (note: Note) => Promise<Reply>,
  ): Promise<Reply>;
  /** The same for what is no form: looks at the thing, and gives what writes the entry once it is done. */
  begin(change: { by: AuditActor; action: AuditAction; subject: string }): Promise<Finish>;
  /** Whether an entry can be undone, if nothing has changed since. */
  canUndo(entry: AuditEntry): boolean;
  /** Puts a thing back to how it stood before an entry, unless it was changed since; that is an entry, too. */
  undo(id: number, by: AuditActor): Promise<Undone>;
};

export function actorOf(session: Session): AuditActor {
  return { id: session.user.id, name: session.user.name, via: 'console' };
}

export function createAuditTrail(deps: TrackedNeeds): AuditTrail {
  const kinds = trackedKinds(deps);
  const kindOf = (action: AuditAction) => kinds[auditActions[action].about];

  const begin: AuditTrail['begin'] = async ({ by, action, subject }) => {
    const { state } = kindOf(action);
    const before = await state(subject);
    return async ({ noted, happened }) => {
      const after = noted ?? (await state(subject));
      if (!happened && noted === null && isSame(before, after)) return;
      await addEntry(deps, { by, action, subject, before, after });
    };
  };

  const canUndo: AuditTrail['canUndo'] = ({ action, before, after, whole, undoneBy }) =>
    isAuditAction(action) &&
    auditActions[action].undo &&
    kindOf(action).putBack !== undefined &&
    whole &&
    undoneBy === null &&
    !isSame(before, after);

  return {
    begin,
    canUndo,
    async watch(audited, { req, session }, act) {
      if (typeof audited === 'string') return act(() => {});
      const { action } = audited;
      const finish = await begin({ by: actorOf(session), action, subject: audited.subject(req) });
      let noted: AuditState | null = null;
      const reply = await act((after) => {
        noted = after;
      });
      await finish({ noted, happened: wentThrough(reply) });
      return reply;
    },
    async undo(id, by) {
      const entry = await findEntry(deps.store, id);
      if (entry === undefined) return { kind: 'unknown' };
      const { action, subject, before, after } = entry;
      const putBack = isAuditAction(action) ? kindOf(action).putBack : undefined;
      if (!isAuditAction(action) || putBack === undefined || !canUndo(entry))
        return { kind: 'refused', why: 'This cannot be undone here.' };
      const now = await kindOf(action).state(subject);
      if (!isSame(now, after))
        return { kind: 'refused', why: 'It was changed again since. Look at the later entries.' };
      const why = await putBack(subject, before, by.name);
      if (why !== null) return { kind: 'refused', why };
      const then = await kindOf(action).state(subject);
      await addEntry(deps, { by, action, subject, before: now, after: then, undoes: id });
      return { kind: 'done' };
    },
  };
}

/** A reply that says that something is missing, or of another mistake, says that nothing happened. */
function wentThrough(reply: Reply): boolean {
  if (isInstead(reply)) return reply.instead === 'redirect';
  return 'download' in reply || (reply.status ?? 200) < 400;
}
