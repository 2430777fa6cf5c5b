import { z } from 'zod';
import type { ChatModel, ModelFailure } from '../../ports/chat-model.ts';
import type { Reranker, RerankFailure, RerankOutcome } from '../../ports/reranker.ts';
import { passageList, withoutFences } from '../passage-list.ts';
import { rerankPrompt } from '../prompts.ts';
import { runTemplate, type TemplatePen } from '../templates/run-template.ts';
import { rerankSettings } from './rerank-settings.ts';

const FAILURES: ReadonlySet<string> = new Set<ModelFailure & RerankFailure>([
  'timeout',
  'rate-limited',
  'unauthorised',
  'provider-error',
  'aborted',
]);

/**
 * A chat model looks at all passages at once and names the best by number. Those it leaves out share the last place,
 * so none named means that none is better than another.
 */
export function createChatReranker(model: ChatModel): Reranker {
  return {
    id: `chat:${model.id}/${rerankPrompt.version}`,
    async rank({ question, passages }, { signal }): Promise<RerankOutcome> {
      const shown = passages.map(({ headings: [title = '', ...headings], text }) => ({
        title,
        headings,
        text: text.slice(0, rerankSettings.passageLength.chat),
      }));
      const template = (pen: TemplatePen) => {
        pen.system(rerankPrompt.system.replace('{named}', String(rerankSettings.named)));
        pen.user(`${passageList(shown)}\n\nQuestion: ${withoutFences(question)}`);
        return pen.json('judgement', judgementOf(passages.length));
      };
      const { reasks } = rerankSettings;
      const judged = await runTemplate(model, template, { signal, reasks });
      if (judged.kind === 'failed') {
        const reason = FAILURES.has(judged.why) ? (judged.why as RerankFailure) : 'malformed';
        return { kind: 'failed', reason, message: judged.why };
      }
      const { best } = judged.value;
      const scores = passages.map(() => 0);
      best.forEach((n, place) => {
        scores[n - 1] = (best.length - place) / best.length;
      });
      return { kind: 'ranked', scores };
    },
  };
}

/** Numbers of passages that there are, each once. */
const judgementOf = (count: number) =>
  z.strictObject({
    best: z
      .array(z.int().min(1).max(count))
      .max(rerankSettings.named)
      .refine((numbers) => new Set(numbers).size === numbers.length, 'each number only once'),
  });
