import { INDIRECT } from './blocks/question-words.ts';

const QUESTION =
  /^(?:how|what|which|who|whom|whose|when|where|why|is|are|am|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|has|have)\b/i;

/** A few words with a question mark, about nobody: "opening hours of the desk?" */
const NAMED = /^[^,.;:!?]{1,60}\?\s*$/;
const SOMEBODY = /\b(?:i|i'm|im|me|my|we|us|our|you|your|he|she|they|somebody|someone)\b/i;

/** Whether an English message asks straight away, lead-ins aside, instead of telling of a situation first. */
export function isDirect(text: string): boolean {
  const asks = text.replace(INDIRECT, '');
  return QUESTION.test(asks) || (NAMED.test(asks) && !SOMEBODY.test(asks));
}
