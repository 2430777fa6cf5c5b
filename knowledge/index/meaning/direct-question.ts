import { INDIRECT } from '../../../core/local/blocks/question-words.ts';

const QUESTION =
  /^(?:how|what|which|who|whom|whose|when|where|why|is|are|am|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|has|have)\b/i;

/** Whether an English message asks straight away, lead-ins aside, instead of telling of a situation first. */
export function isDirect(text: string): boolean {
  return QUESTION.test(text.replace(INDIRECT, ''));
}
