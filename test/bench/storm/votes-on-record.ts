import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Tally } from './storm-plan.ts';
import type { StormProgram } from './storm-program.ts';

const feedback = z.object({
  answers: z.array(z.object({ messageIds: z.array(z.string()), up: z.number(), down: z.number() })),
});

const LOOK_MS = 5_000;

/** Messages whose votes differ from the truth, once they stay so for as long as told; [] as soon as none does. */
export async function wrongVotes(
  program: StormProgram,
  truth: Tally,
  { patienceMs, say }: { patienceMs: number; say: (words: string) => void },
): Promise<string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { answers } = feedback.parse(await program.json('feedback', 'list', '--json'));
    const counted = new Map(
      answers.flatMap(({ messageIds, up, down }) => messageIds.map((id) => [id, { up, down }])),
    );
    const all = new Set([...truth.keys(), ...counted.keys()]);
    const wrong = [...all].filter((id) => {
      const [told, real] = [counted.get(id), truth.get(id)];
      return (told?.up ?? 0) !== (real?.up ?? 0) || (told?.down ?? 0) !== (real?.down ?? 0);
    });
    const [one = ''] = wrong;
    if (wrong.length > 0)
      say(
        `${wrong.length} answers with other votes, such as ${one}: ${JSON.stringify([truth.get(one), counted.get(one)])}`,
      );
    if (wrong.length === 0 || performance.now() > until) return wrong;
    await delay(LOOK_MS);
  }
}
