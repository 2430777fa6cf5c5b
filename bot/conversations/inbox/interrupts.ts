import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';

/** Ways to break off the answer to a question that was written anew or taken away. */
export type Interrupts = {
  /** Fires when the question is interrupted, or Docent stops. */
  signalOf(askedId: string): AbortSignal;
  interrupt(askedId: string): void;
  /** All that is shown of the answer by now. */
  shows(askedId: string, text: string): void;
  shownOf(askedId: string): string;
  /** The question needs no more interrupting. */
  forget(askedId: string): void;
};

export function createInterrupts(stopping: AbortSignal): Interrupts {
  const open = new Map<string, AbortController>();
  const shown = new Map<string, string>();
  return {
    signalOf: (askedId) => {
      const controller = new AbortController();
      open.set(askedId, controller);
      return AbortSignal.any([stopping, controller.signal]);
    },
    interrupt: (askedId) => {
      open.get(askedId)?.abort();
      open.delete(askedId);
    },
    shows: (askedId, text) => void shown.set(askedId, text),
    shownOf: (askedId) => shown.get(askedId) ?? '',
    forget: (askedId) => {
      open.delete(askedId);
      shown.delete(askedId);
    },
  };
}

/** Whether a question still asks what it asked when this row of it was read. */
export async function isAsAsked(store: Store, { id, text }: AskedTable): Promise<boolean> {
  const now = await store
    .selectFrom('asked')
    .select(['text', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  return now?.state === 'accepted' && now.text === text;
}
