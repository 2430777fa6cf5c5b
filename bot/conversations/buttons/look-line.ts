import type { Clock } from '../../../core/ports/clock.ts';
import { limits } from '../limits.ts';
import type { MessageName } from '../outbox/messages.ts';

/** A message whose reactions are to be looked at; `tries` = how often that was tried in vain. */
export type Look = { name: MessageName; tries: number };

/**
 * Which message of one platform is looked at next: one that was voted on comes before those of a pass over many, so that a
 * long pass holds up no vote.
 */
export type LookLine = {
  /** It is looked at once it has been calm for a while. */
  touched(name: MessageName): void;
  /** A pass over these begins, in their order; what is left of an earlier one comes after them. */
  all(names: readonly MessageName[]): void;
  next(): Look | null;
  /** What was looked at in vain has its turn again later, some times. */
  again(look: Look): void;
};

export function createLookLine(clock: Pick<Clock, 'monotonic'>): LookLine {
  const calm = new Map<string, Look & { at: number }>();
  const passes = new Map<string, MessageName>();
  const keyOf = ({ channel, messageId }: MessageName) => `${channel}:${messageId}`;

  function put(look: Look): void {
    if (calm.size >= limits.unmatched) return;
    calm.set(keyOf(look.name), { ...look, at: clock.monotonic() });
  }

  return {
    touched: (name) => put({ name, tries: 0 }),
    all: (names) => {
      const left = [...passes];
      passes.clear();
      for (const name of names) passes.set(keyOf(name), name);
      for (const [key, name] of left) if (!passes.has(key)) passes.set(key, name);
    },
    next: () => {
      const before = clock.monotonic() - limits.reconcileCalmMs;
      for (const [key, { name, tries, at }] of calm) {
        if (at > before) continue;
        calm.delete(key);
        passes.delete(key);
        return { name, tries };
      }
      for (const [key, name] of passes) {
        passes.delete(key);
        // It has its turn once it is calm.
        if (!calm.has(key)) return { name, tries: 0 };
      }
      return null;
    },
    again: ({ name, tries }) => {
      if (tries < limits.reconcileTries && !calm.has(keyOf(name))) put({ name, tries: tries + 1 });
    },
  };
}
