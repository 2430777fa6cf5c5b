import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.ts';
import { within } from '../../../core/ports/within.ts';
import { mentionedIn, type NameOf } from '../text/decode.ts';
import type { People } from './people.ts';

const texts = z.object({
  text: z.string().optional(),
  event: z
    .object({
      text: z.string().optional(),
      attachments: z.array(z.object({ text: z.string().optional() })).optional(),
    })
    .optional(),
});

/** Names of the members whom messages mention. */
export type Names = { nameOf: NameOf; learn(body: unknown): Promise<void> };

/** Members looked up for one message. */
const MOST = 5;

/** A name that is not here within `waitMs` is left out of the question. */
export function createNames(
  people: People,
  { clock, waitMs, self }: { clock: Clock; waitMs: number; self(): string | undefined },
): Names {
  return {
    nameOf: (userId) => people.peek(userId)?.name,
    learn: async (body) => {
      const { data } = texts.safeParse(body);
      const said = [
        data?.text,
        data?.event?.text,
        ...(data?.event?.attachments ?? []).map(({ text }) => text),
      ];
      const mentioned = new Set(said.flatMap((text) => mentionedIn(text ?? '')));
      const others = [...mentioned].filter((id) => id !== self() && people.peek(id) === undefined);
      const unknown = others.slice(0, MOST);
      if (unknown.length === 0) return;
      const read = Promise.all(unknown.map((id) => people.get(id)));
      await within(clock, read, waitMs, 'a name').catch(() => undefined);
    },
  };
}
