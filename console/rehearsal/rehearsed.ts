import type { PlatformId } from '../../core/ports/platforms.ts';
import type { RehearsedReply } from '../../core/ports/rehearsal.ts';
import type { Polarity, ThreadTurn } from '../../core/types.ts';

/** A question of a rehearsal with its reply, and what was done with that. */
export type Exchange = {
  id: string;
  question: string;
  reply: RehearsedReply;
  /** What stands under it for the one who tries it. It is no vote. */
  thumb: Polarity;
  /** What whoever pressed was told last, alone, and where. */
  told: { platform: PlatformId; text: string } | null;
  isDeleted: boolean;
};

/** Rehearsals of users that are remembered, and exchanges of each. They are in memory alone. */
const limits = { users: 50, exchanges: 12 } as const;

/** The rehearsals of this process, by user. */
export function createRehearsals() {
  const byUser = new Map<string, Exchange[]>();
  return {
    of: (userId: string): readonly Exchange[] => byUser.get(userId) ?? [],
    add(userId: string, exchange: Exchange): void {
      const exchanges = [...(byUser.get(userId) ?? []), exchange].slice(-limits.exchanges);
      byUser.delete(userId);
      byUser.set(userId, exchanges);
      const [oldest] = byUser.keys();
      if (byUser.size > limits.users && oldest !== undefined) byUser.delete(oldest);
    },
    change(userId: string, id: string, change: Partial<Omit<Exchange, 'id'>>): void {
      const exchanges = byUser.get(userId) ?? [];
      byUser.set(
        userId,
        exchanges.map((one) => (one.id === id ? { ...one, ...change } : one)),
      );
    },
    clear: (userId: string): void => void byUser.delete(userId),
  };
}

export type Rehearsals = ReturnType<typeof createRehearsals>;

/** What was said so far, as a follow-up is understood from it. */
export function threadOf(exchanges: readonly Exchange[]): ThreadTurn[] {
  return exchanges.flatMap(({ question, reply }): ThreadTurn[] => [
    { role: 'user', text: question },
    {
      ...{ role: 'assistant', text: reply.text },
      ...(reply.answer?.outcome === 'answered' ? {} : { answered: false }),
    },
  ]);
}
