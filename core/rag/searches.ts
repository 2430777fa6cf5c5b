import type { ChatModel } from '../ports/chat-model.ts';
import { withoutMarks } from '../text/citation-marks.ts';
import { policy } from './policy.ts';
import { searchesPrompt } from './prompts.ts';
import { runTemplate, type TemplatePen } from './templates/run-template.ts';

/** What a list or a quotation puts around a search. */
const AROUND = /^[\s\-*•"'“”]+|^\s*\d{1,2}[.)]\s+|["'“”\s]+$/g;

/**
 * A question in the words of documents, by a model: one to three searches of bounded length; none where it fails, or writes
 * none in the form that it is asked for.
 */
export async function searchesFor(
  model: ChatModel,
  question: string,
  signal: AbortSignal,
): Promise<string[]> {
  const template = (pen: TemplatePen) => {
    pen.system(searchesPrompt.system);
    pen.user(question);
    return pen.gen('searches', {
      say: searchesPrompt.hole,
      maxLength: policy.searchesLength,
      cut: true,
      otherwise: '',
    });
  };
  const written = await runTemplate(model, template, { signal, reasks: 0 });
  if (written.kind !== 'done') return [];
  const lines = withoutMarks(written.value)
    .split('\n')
    .map((line) => line.replace(AROUND, '').replace(AROUND, ''))
    .filter((line) => line.toLowerCase().startsWith(searchesPrompt.mark))
    .map((line) => line.slice(searchesPrompt.mark.length).replace(AROUND, ''))
    .filter((line) => /[\p{L}\p{N}]/u.test(line) && line.toLowerCase() !== question.trim().toLowerCase());
  return [...new Set(lines)].slice(0, policy.searches);
}
