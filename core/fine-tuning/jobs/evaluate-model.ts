import { z } from 'zod';
import { squadF1 } from '../../evals/answer-f1.ts';
import { type Comparison, comparePairs, type Pair } from '../../evals/statistics/compare.ts';
import type { ChatMessage, ChatModel } from '../../ports/chat-model.ts';

/** A question that was held out of training, with the answer that people wanted. */
export type HeldOut = { messages: ChatMessage[]; wanted: string; cluster: string };

/** How a finished model did beside its base: word overlap (F1) with the answers that people wanted. */
export type Evaluation = Pick<
  Comparison,
  'n' | 'a' | 'b' | 'difference' | 'interval' | 'p' | 'verdict' | 'test'
> & {
  clusters: number;
};

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const sftRow = z.object({ messages: z.array(message) });
const dpoRow = z.object({ input: sftRow, preferred_output: z.array(message).min(1) });

/** Reads validation rows of an OpenAI data set; `clusters` = that of each row. */
export function heldOutOf(text: string, clusters: readonly string[]): HeldOut[] {
  const said = ({ role, content }: z.infer<typeof message>): ChatMessage => ({ role, text: content });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line, at): HeldOut[] => {
      const cluster = clusters[at] ?? String(at);
      const row: unknown = JSON.parse(line);
      const dpo = dpoRow.safeParse(row).data;
      const all =
        dpo === undefined
          ? sftRow.safeParse(row).data?.messages
          : [...dpo.input.messages, ...dpo.preferred_output];
      const last = all?.at(-1);
      if (all === undefined || last?.role !== 'assistant') return [];
      return [{ messages: all.slice(0, -1).map(said), wanted: last.content, cluster }];
    });
}

export type Asked = { kind: 'evaluated'; evaluation: Evaluation } | { kind: 'failed'; message: string };

/** Asks both models every held-out question, and compares them cluster by cluster. One that does not answer ends it. */
export async function evaluateModel(
  models: { base: ChatModel; tuned: ChatModel },
  rows: readonly HeldOut[],
  signal: AbortSignal,
): Promise<Asked> {
  const pairs: Pair[] = [];
  for (const { messages, wanted, cluster } of rows) {
    const [base, tuned] = [
      await reply(models.base, messages, signal),
      await reply(models.tuned, messages, signal),
    ];
    const failed = [base, tuned].find((one) => one.text === null);
    if (failed !== undefined) return { kind: 'failed', message: failed.why };
    pairs.push({ a: squadF1(tuned.text ?? '', wanted), b: squadF1(base.text ?? '', wanted), cluster });
  }
  const { n, a, b, difference, interval, p, verdict, test, clusters } = comparePairs(pairs, {
    points: 0.05,
    permutation: false,
  });
  const evaluation = { n, a, b, difference, interval, p, verdict, test, clusters: clusters ?? 0 };
  return { kind: 'evaluated', evaluation };
}

const SAMPLING = { temperature: 0, maxTokens: 1_000 };

async function reply(
  model: ChatModel,
  messages: ChatMessage[],
  signal: AbortSignal,
): Promise<{ text: string | null; why: string }> {
  let text = '';
  for await (const event of model.stream(messages, { signal, sampling: SAMPLING })) {
    if (event.kind === 'text') text += event.text;
    if (event.kind === 'finish') return { text, why: '' };
    // A reply that was cut off is judged as far as it came.
    if (event.kind === 'failure' && event.reason === 'cut-off' && text !== '') return { text, why: '' };
    if (event.kind === 'failure') return { text: null, why: `${model.id}: ${event.message}` };
  }
  return { text: null, why: `${model.id}: the answer had no end.` };
}
