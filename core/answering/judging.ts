import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { SupportJudge } from '../guardrails/added-guards.ts';
import type { ChatModel } from '../ports/chat-model.ts';
import { judgePrompt } from '../rag/prompts.ts';
import { runTemplate } from '../rag/templates/run-template.ts';

const VERDICTS = ['supported', 'unsupported', 'contradicted'] as const;

/** A chat model as judge: one call for all sentences of an answer, held to a verdict a sentence. */
export function createSupportJudge(model: ChatModel): SupportJudge {
  return {
    id: `${model.id}/${judgePrompt.version}`,
    async judge({ sentences, evidence, asked }, signal) {
      const schema = z.object({
        verdicts: z.array(z.enum(VERDICTS)).length(sentences.length),
      });
      const result = await runTemplate(
        model,
        async (pen) => {
          pen.system(judgePrompt.system);
          pen.user(
            [
              ...evidence.map((text, at) => fenced('passage', at, text)),
              fenced('question', null, asked),
              ...sentences.map((text, at) => fenced('sentence', at, text.trim())),
            ].join('\n'),
          );
          return pen.json('verdicts', schema);
        },
        { signal },
      );
      if (result.kind === 'done') return result.value.verdicts;
      throw new AppError(
        'judge.failed',
        `The judge gave no verdict: ${result.why}.`,
        'Check DOCENT_JUDGE and the model that it names.',
      );
    },
  };
}

/** A text in a fence that nothing inside it can close or open. */
function fenced(kind: 'passage' | 'question' | 'sentence', at: number | null, text: string): string {
  const safe = text.replace(/<(?=[\s/]*(?:passage|question|sentence)\b)/gi, '‹');
  return `<${kind}${at === null ? '' : ` n="${at + 1}"`}>\n${safe}\n</${kind}>`;
}
