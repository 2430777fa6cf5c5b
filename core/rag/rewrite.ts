import type { ChatModel } from '../ports/chat-model.ts';
import type { ThreadTurn } from '../types.ts';
import { policy } from './policy.ts';
import { standalonePrompt } from './prompts.ts';
import { standaloneByRule } from './standalone.ts';
import { runTemplate, type TemplatePen } from './templates/run-template.ts';

/** A follow-up made to stand alone by a model: one line of bounded length, or else what the rule makes of it. */
export async function rewrite(
  model: ChatModel,
  text: string,
  thread: ThreadTurn[],
  signal: AbortSignal,
): Promise<string> {
  const conversation = [...thread, { role: 'user', text } as const];
  const byRule = standaloneByRule(text, thread);
  const template = (pen: TemplatePen) => {
    pen.system(standalonePrompt.system);
    pen.user(conversation.map((turn) => `${turn.role}: ${turn.text}`).join('\n'));
    return pen.gen('question', {
      pattern: /[^\n]+/,
      maxLength: policy.rewrittenLength,
      say: standalonePrompt.hole,
      otherwise: byRule,
    });
  };
  const rewritten = await runTemplate(model, template, { signal, reasks: policy.rewriteReasks });
  return rewritten.kind === 'done' ? rewritten.value : byRule;
}
